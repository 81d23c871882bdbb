import { defineCheck, derived, whole } from '@casbah/sdk'
import { z } from 'zod'
import { judgeUserPolicies } from './policies.ts'

const settings = z.object({ otp_security_token_expiration_days: z.number() })

export const rememberedDevices = defineCheck({
  name: 'remembered-devices',
  title: 'A browser is remembered for 30 days at most',
  description:
    'For as long as a browser is remembered, the password alone is enough there, and its cookie is worth stealing.',
  severity: 'MEDIUM',
  category: 'session',
  points: 5,
  reads: ['policySettings'],
  parameters: z.object({
    days: whole({ least: 1, most: 365, usual: 30 }, 'Days for which a browser may be remembered.'),
  }),
  remediation:
    'In the admin console open *Security → Policies*, choose the policy, and under *MFA* lower the days after which a security cookie expires to 30.',
  frameworks: derived({ 'NIST 800-53': 'AC-12', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: (read, { days: most }) =>
    judgeUserPolicies(read.policySettings, settings, {
      holds: ({ otp_security_token_expiration_days: days }) => days <= most,
      say: `remember a browser for at most ${most} days`,
    }),
})
