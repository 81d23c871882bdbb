import { defineCheck, derived, stated, whole } from '@casbah/sdk'
import { z } from 'zod'
import { stig } from '../benchmark.ts'
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
  parameters: z.object({ count: whole({ least: 1, most: 30, usual: LIMIT }, 'Passwords that are remembered.') }),
  remediation:
    'In the admin console open *Security → Authenticators → Password*. Edit each active policy: set *Enforce password history for last* to 5 or more.',
  frameworks: [
    ...stig('OKTA-APP-003010'),
    ...stated({ 'CIS Controls': '5.2' }),
    ...derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  ],
  judge: judgePasswords(z.object({ age: z.object({ historyCount: z.number() }) }), {
    holds: ({ age }, { count }) => age.historyCount >= Number(count),
    say: ({ count }) => `remember at least ${String(count)} passwords`,
  }),
})
