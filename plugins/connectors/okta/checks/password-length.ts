import { defineCheck, derived, stated, whole } from '@casbah/sdk'
import { z } from 'zod'
import { stig } from '../benchmark.ts'
import { judgePasswords } from './password-policies.ts'

export const passwordLength = defineCheck({
  name: 'password-length',
  title: 'Passwords have at least 15 characters',
  description:
    'Length protects a password better than any mixture of signs. Every active password policy must ask for it.',
  severity: 'MEDIUM',
  category: 'password',
  points: 6,
  reads: ['passwordPolicies'],
  parameters: z.object({
    length: whole({ least: 8, most: 100, usual: 15 }, 'Characters that a password must have.'),
  }),
  touchedBy: ['policy.lifecycle.*'],
  remediation:
    'In the admin console open *Security → Authenticators → Password*. Edit each active policy: minimum length 15. It holds from the next change of a password on.',
  frameworks: [
    ...stig('OKTA-APP-000650'),
    ...stated({ 'CIS Controls': '5.2' }),
    ...derived({ 'NIST 800-53': 'IA-5(1)' }),
  ],
  judge: judgePasswords(z.object({ complexity: z.object({ minLength: z.number() }) }), {
    holds: ({ complexity }, { length }) => complexity.minLength >= Number(length),
    say: ({ length }) => `ask for ${String(length)} characters`,
  }),
})
