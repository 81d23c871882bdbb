import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
import { judgePasswords } from './password-policies.ts'

const LIMIT = 5

export const passwordHistory = defineCheck({
  name: 'password-history',
  title: `The last ${LIMIT} passwords are not taken again`,
  description: 'A password that comes back after a theft is a stolen password.',
  severity: 'LOW',
  category: 'password',
  points: 3,
  reads: ['passwordPolicies'],
  parameters: z.object({
    count: z.number().int().min(1).max(30).default(LIMIT).describe('Passwords that are remembered.'),
  }),
  remediation:
    'In the admin console open *Security → Authenticators → Password*. Edit each active policy: set *Enforce password history for last* to 5 or more.',
  frameworks: [
    { framework: 'DISA STIG', version: 'Okta IDaaS V1R2', requirement: 'OKTA-APP-003010' },
    { framework: 'CIS Controls', version: '8.1', requirement: '5.2' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-5(1)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.5.17', derived: true },
  ],
  judge: judgePasswords(z.object({ age: z.object({ historyCount: z.number() }) }), {
    holds: ({ age }, { count }) => age.historyCount >= Number(count),
    say: ({ count }) => `remember at least ${String(count)} passwords`,
  }),
})
