import { defineCheck, derived, stated } from '@casbah/sdk'
import { stig } from '../benchmark.ts'
import { judgePasswords } from './password-policies.ts'
import { complexity } from './shapes.ts'

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
    ...stig('OKTA-APP-000670', 'OKTA-APP-000680', 'OKTA-APP-000690', 'OKTA-APP-000700'),
    ...stated({ 'CIS Controls': '5.2' }),
    ...derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  ],
  judge: judgePasswords(complexity, {
    holds: ({ complexity }) => Object.values(complexity).every(least => least >= 1),
    say: () => 'ask for all four kinds of signs',
  }),
})
