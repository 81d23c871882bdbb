import { defineCheck, derived, stated, whole } from '@casbah/sdk'
import { z } from 'zod'
import { stig } from '../benchmark.ts'
import { judgeSessions } from './rules.ts'

export const sessionLifetime = defineCheck({
  name: 'session-lifetime',
  title: 'Sessions last no longer than 18 hours',
  description:
    'A session without an end is a password that nobody ever types again, for its owner and for whoever stole it.',
  severity: 'MEDIUM',
  category: 'session',
  points: 5,
  reads: ['signOnRules'],
  parameters: z.object({
    minutes: whole({ least: 5, most: 43_200, usual: 18 * 60 }, 'Minutes after which a session must end.'),
  }),
  remediation:
    'In the admin console open *Security → Global Session Policy*, edit every rule that allows access and set *Maximum Okta session lifetime* to 18 hours or less; 0 stands for no end.',
  frameworks: [
    ...stig('OKTA-APP-001665'),
    ...stated({ 'CIS Controls': '4.3' }),
    ...derived({ 'NIST 800-53': 'AC-12', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  ],
  judge: judgeSessions('maxSessionLifetimeMinutes', most => `end a session after at most ${most} minutes`),
})
