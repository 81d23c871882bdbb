import { defineCheck, derived } from '@casbah/sdk'
import { z } from 'zod'
import { judgeUserPolicies } from './policies.ts'

const settings = z.object({ mfa_registration_enabled: z.boolean(), voluntary_mfa_registration_enabled: z.boolean() })

export const mfaRegistration = defineCheck({
  name: 'mfa-registration',
  title: 'Users must register a second factor',
  description:
    'A second factor that people may put off is asked of nobody who has put it off, and whoever guesses the password first may register their own.',
  severity: 'HIGH',
  category: 'mfa',
  points: 8,
  reads: ['policySettings'],
  remediation:
    'In the admin console open *Security → Policies*, choose the policy, and under *MFA* let users without a device be required to register one before they can sign in.',
  frameworks: derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: read =>
    judgeUserPolicies(read.policySettings, settings, {
      holds: settings => settings.mfa_registration_enabled && !settings.voluntary_mfa_registration_enabled,
      say: 'make users register a second factor',
    }),
})
