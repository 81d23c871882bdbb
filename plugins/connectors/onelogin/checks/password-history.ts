import { defineCheck, derived, whole } from '@casbah/sdk'
import { z } from 'zod'
import { judgeUserPolicies } from './policies.ts'

const settings = z.object({ passwords_remembered: z.number() })

export const passwordHistory = defineCheck({
  name: 'password-history',
  title: 'The last five passwords cannot be used again',
  description: 'Who may go back to an old password goes back to one that may have leaked since.',
  severity: 'LOW',
  category: 'password',
  points: 3,
  reads: ['policySettings'],
  parameters: z.object({ passwords: whole({ least: 1, most: 99, usual: 5 }, 'Passwords that must be remembered.') }),
  remediation:
    'In the admin console open *Security → Policies*, choose the policy, and under *Password* let five passwords be remembered.',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: (read, { passwords: least }) =>
    judgeUserPolicies(read.policySettings, settings, {
      holds: ({ passwords_remembered: count }) => count >= least,
      say: `remember at least ${least} passwords`,
    }),
})
