import { defineCheck, derived, whole } from '@casbah/sdk'
import { z } from 'zod'
import { stig } from '../benchmark.ts'
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
    minutes: whole({ least: 1, most: 50400, usual: LIMIT }, 'Minutes that a password stays at least.'),
  }),
  remediation:
    'In the admin console open *Security → Authenticators → Password*. Edit each active policy: set *Minimum password age is* to 24 hours.',
  frameworks: [
    ...stig('OKTA-APP-000740'),
    ...derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  ],
  judge: judgePasswords(z.object({ age: z.object({ minAgeMinutes: z.number() }) }), {
    holds: ({ age }, { minutes }) => age.minAgeMinutes >= Number(minutes),
    say: ({ minutes }) => `keep a password for at least ${String(minutes)} minutes`,
  }),
})
