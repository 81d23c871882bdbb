import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-5(1)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.5.17', derived: true },
  ],
  judge: read =>
    judgeUserPolicies(read.policySettings, settings, {
      holds: ({ password_complexity_requirements: level }) => level === 3 || level === 4,
      say: 'ask for a mixture of signs',
    }),
})
