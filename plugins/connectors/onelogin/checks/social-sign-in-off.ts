import { defineCheck, derived } from '@casbah/sdk'
import { z } from 'zod'
import { judgeUserPolicies } from './policies.ts'

const settings = z.object({ social_sign_in: z.boolean() })

export const socialSignInOff = defineCheck({
  name: 'social-sign-in-off',
  title: 'Nobody signs in by a social network',
  description:
    'A private account elsewhere then opens the apps of the organisation: its password, its second factor and its recovery are nobody’s business here.',
  severity: 'MEDIUM',
  category: 'sso',
  points: 5,
  reads: ['policySettings'],
  remediation:
    'In the admin console open *Security → Policies*, choose the policy, and under *Social sign-in* turn it off.',
  frameworks: derived({ 'NIST 800-53': 'IA-8', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.16' }),
  judge: read =>
    judgeUserPolicies(read.policySettings, settings, {
      holds: ({ social_sign_in: allowed }) => !allowed,
      say: 'let nobody in by a social network',
    }),
})
