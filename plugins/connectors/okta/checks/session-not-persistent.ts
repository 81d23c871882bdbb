import { defineCheck, derived, stated } from '@casbah/sdk'
import { stig } from '../benchmark.ts'
import { isSwitched, judgeRules, rulesIn, ofSession } from './rules.ts'

export const sessionNotPersistent = defineCheck({
  name: 'session-not-persistent',
  title: 'Sessions end with the browser',
  description: 'A cookie that outlives the browser lies on the disk for whoever copies it.',
  severity: 'MEDIUM',
  category: 'session',
  points: 5,
  reads: ['signOnRules'],
  remediation:
    'In the admin console open *Security → Global Session Policy*, edit every rule that allows access and switch *Okta global session cookies persist across browser sessions* off.',
  frameworks: [
    ...stig('OKTA-APP-001710'),
    ...stated({ 'CIS Controls': '4.3' }),
    ...derived({ 'NIST 800-53': 'AC-12', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  ],
  judge: ({ signOnRules }) =>
    judgeRules(rulesIn(signOnRules), {
      holds: rule => isSwitched(ofSession(rule, 'usePersistentCookie'), false),
      say: 'of global session policies keep no session beyond the browser',
      unknown: 'Okta did not show the rules of global session policies.',
    }),
})
