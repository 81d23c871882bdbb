import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
import { judgePasswords } from './password-policies.ts'

const LIMIT = 1_440

export const passwordMinAge = defineCheck({
  name: 'password-min-age',
  title: `Passwords stay for ${LIMIT / 60} hours`,
  description:
    'Who may change the password many times in a row is back at the old one within a minute, whatever the history says.',
  severity: 'LOW',
  category: 'password',
  points: 2,
  reads: ['passwordPolicies'],
  parameters: z.object({
    minutes: z.number().int().min(1).max(50400).default(LIMIT).describe('Minutes that a password stays at least.'),
  }),
  remediation:
    'In the admin console open *Security → Authenticators → Password*. Edit each active policy: set *Minimum password age is* to 24 hours.',
  frameworks: [
    { framework: 'DISA STIG', version: 'Okta IDaaS V1R2', requirement: 'OKTA-APP-000740' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-5(1)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.5.17', derived: true },
  ],
  judge: judgePasswords(z.object({ age: z.object({ minAgeMinutes: z.number() }) }), {
    holds: ({ age }, { minutes }) => age.minAgeMinutes >= Number(minutes),
    say: ({ minutes }) => `keep a password for at least ${String(minutes)} minutes`,
  }),
})
