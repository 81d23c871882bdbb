import { defineCheck, derived } from '@casbah/sdk'
import { z } from 'zod'
import { judgeUserPolicies } from './policies.ts'

const settings = z.object({ password_complexity_requirements: z.number() })

export const passwordComplexity = defineCheck({
  name: 'password-complexity',
  title: 'Passwords mix three kinds of signs',
  description: 'A password of letters alone is in every list that guessing begins with.',
  severity: 'MEDIUM',
  category: 'password',
  points: 4,
  reads: ['policySettings'],
  remediation:
    'In the admin console open *Security → Policies*, choose the policy, and under *Password* choose a complexity with upper and lower case, digits and special characters.',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: read =>
    judgeUserPolicies(read.policySettings, settings, {
      holds: ({ password_complexity_requirements: level }) => level === 3 || level === 4,
      say: 'ask for a mixture of signs',
    }),
})
