import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
import { judgePasswords } from './password-policies.ts'

export const passwordComplexity = defineCheck({
  name: 'password-complexity',
  title: 'Passwords hold letters of both cases, numbers and signs',
  description: 'Where length is short, a mixture of signs keeps the commonest guesses out.',
  severity: 'LOW',
  category: 'password',
  points: 3,
  reads: ['passwordPolicies'],
  remediation:
    'In the admin console open *Security → Authenticators → Password*. Edit each active policy: tick lower case, upper case, number and symbol.',
  frameworks: [
    { framework: 'DISA STIG', version: 'Okta IDaaS V1R2', requirement: 'OKTA-APP-000670' },
    { framework: 'DISA STIG', version: 'Okta IDaaS V1R2', requirement: 'OKTA-APP-000680' },
    { framework: 'DISA STIG', version: 'Okta IDaaS V1R2', requirement: 'OKTA-APP-000690' },
    { framework: 'DISA STIG', version: 'Okta IDaaS V1R2', requirement: 'OKTA-APP-000700' },
    { framework: 'CIS Controls', version: '8.1', requirement: '5.2' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-5(1)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.5.17', derived: true },
  ],
  judge: judgePasswords(
    z.object({
      complexity: z.object({
        minLowerCase: z.number(),
        minUpperCase: z.number(),
        minNumber: z.number(),
        minSymbol: z.number(),
      }),
    }),
    {
      holds: ({ complexity }) => Object.values(complexity).every(least => least >= 1),
      say: () => 'ask for all four kinds of signs',
    },
  ),
})
