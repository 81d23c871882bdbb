import { defineCheck, derived } from '@casbah/sdk'
import { z } from 'zod'
import { judgeUserPolicies } from './policies.ts'

const settings = z.object({ otp_auth_enabled: z.boolean() })

export const mfaRequired = defineCheck({
  name: 'mfa-required',
  title: 'Every user policy asks for a second factor',
  description:
    'Whoever falls under a policy without a second factor is a password away from every app that OneLogin opens for them.',
  severity: 'CRITICAL',
  category: 'mfa',
  points: 10,
  reads: ['policySettings'],
  remediation:
    'In the admin console open *Security → Policies*, choose the policy, and under *MFA* tick *OTP Auth Required*.',
  frameworks: derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: read =>
    judgeUserPolicies(read.policySettings, settings, {
      holds: ({ otp_auth_enabled: asked }) => asked,
      say: 'ask for a second factor',
    }),
})
