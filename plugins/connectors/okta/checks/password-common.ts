import { defineCheck } from '@casbah/sdk'
import { z } from 'zod'
import { judgePasswords } from './password-policies.ts'

export const passwordCommon = defineCheck({
  name: 'password-common',
  title: 'Common passwords are refused',
  description:
    'Guessing begins with the passwords that everybody uses. A dictionary refuses them before anybody can choose one.',
  severity: 'MEDIUM',
  category: 'password',
  points: 5,
  reads: ['passwordPolicies'],
  remediation:
    'In the admin console open *Security → Authenticators → Password*. Edit each active policy: tick *Common password check*.',
  frameworks: [
    { framework: 'DISA STIG', version: 'Okta IDaaS V1R2', requirement: 'OKTA-APP-002980' },
    { framework: 'CIS Controls', version: '8.1', requirement: '5.2' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-5(1)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.5.17', derived: true },
  ],
  judge: judgePasswords(
    z.object({ complexity: z.object({ dictionary: z.object({ common: z.object({ exclude: z.boolean() }) }) }) }),
    {
      holds: ({ complexity }) => complexity.dictionary.common.exclude,
      say: () => 'refuse common passwords',
    },
  ),
})
