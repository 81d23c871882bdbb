import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2(1)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.5', derived: true },
  ],
  judge: read =>
    judgeUserPolicies(read.policySettings, settings, {
      holds: settings => settings.mfa_registration_enabled && !settings.voluntary_mfa_registration_enabled,
      say: 'make users register a second factor',
    }),
})
