import { defineCheck, derived, whole } from '@casbah/sdk'
import { z } from 'zod'
import { judgeUserPolicies } from './policies.ts'

const settings = z.object({ minimum_password_length: z.number() })

export const passwordLength = defineCheck({
  name: 'password-length',
  title: 'Passwords have at least 12 characters',
  description: 'Length protects a password better than any mixture of signs.',
  severity: 'MEDIUM',
  category: 'password',
  points: 6,
  reads: ['policySettings'],
  parameters: z.object({ length: whole({ least: 5, most: 32, usual: 12 }, 'Characters that a password must have.') }),
  remediation:
    'In the admin console open *Security → Policies*, choose the policy, and under *Password* set the minimum length to 12 or 16. It holds from the next change of a password on.',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: (read, { length: least }) =>
    judgeUserPolicies(read.policySettings, settings, {
      holds: ({ minimum_password_length: length }) => length >= least,
      say: `ask for at least ${least} characters`,
    }),
})
