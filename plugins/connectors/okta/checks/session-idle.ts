import { defineCheck, derived, stated } from '@casbah/sdk'
import { stig } from '../benchmark.ts'
import { idleMinutes } from './idle-minutes.ts'
import { judgeSessions } from './rules.ts'

export const sessionIdle = defineCheck({
  name: 'session-idle',
  title: 'Sessions end after 15 idle minutes',
  description:
    'A session that is left open, or stolen, opens every app without a question. The shorter it lives unused, the less it is worth.',
  severity: 'MEDIUM',
  category: 'session',
  points: 6,
  reads: ['signOnRules'],
  parameters: idleMinutes(1_440, 'a session must end'),
  remediation:
    'In the admin console open *Security → Global Session Policy*, edit every rule that allows access and set *Maximum Okta session idle time* to 15 minutes or less.',
  frameworks: [
    ...stig('OKTA-APP-000020'),
    ...stated({ 'CIS Controls': '4.3' }),
    ...derived({ 'NIST 800-53': 'AC-12', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  ],
  judge: judgeSessions('maxSessionIdleMinutes', most => `end a session after at most ${most} idle minutes`),
})
