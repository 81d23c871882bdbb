import { defineCheck, derived, stated } from '@casbah/sdk'
import { z } from 'zod'
import { stig } from '../benchmark.ts'
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
    ...stig('OKTA-APP-002980'),
    ...stated({ 'CIS Controls': '5.2' }),
    ...derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  ],
  judge: judgePasswords(
    z.object({ complexity: z.object({ dictionary: z.object({ common: z.object({ exclude: z.boolean() }) }) }) }),
    {
      holds: ({ complexity }) => complexity.dictionary.common.exclude,
      say: () => 'refuse common passwords',
    },
  ),
})
