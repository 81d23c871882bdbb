import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
import { isAtMost, judgeRules, rulesIn, ofSession } from './rules.ts'

const LIMIT = 1_080

export const sessionLifetime = defineCheck({
  name: 'session-lifetime',
  title: `Sessions last no longer than ${LIMIT / 60} hours`,
  description:
    'A session without an end is a password that nobody ever types again, for its owner and for whoever stole it.',
  severity: 'MEDIUM',
  category: 'session',
  points: 5,
  reads: ['signOnRules'],
  parameters: z.object({
    minutes: z.number().int().min(5).max(43_200).default(LIMIT).describe('Minutes after which a session must end.'),
  }),
  remediation:
    'In the admin console open *Security → Global Session Policy*, edit every rule that allows access and set *Maximum Okta session lifetime* to 18 hours or less; 0 stands for no end.',
  frameworks: [
    { framework: 'DISA STIG', version: 'Okta IDaaS V1R2', requirement: 'OKTA-APP-001665' },
    { framework: 'CIS Controls', version: '8.1', requirement: '4.3' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-12', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.5', derived: true },
  ],
  judge: ({ signOnRules }, { minutes: most }) =>
    judgeRules(rulesIn(signOnRules), {
      holds: rule => isAtMost(ofSession(rule, 'maxSessionLifetimeMinutes'), most),
      say: `of global session policies end a session after at most ${most} minutes`,
      unknown: 'Okta did not show the rules of global session policies.',
    }),
})
