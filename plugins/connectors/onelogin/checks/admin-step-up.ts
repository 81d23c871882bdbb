import { defineCheck, derived, whole } from '@casbah/sdk'
import { z } from 'zod'
import { judgeUserPolicies } from './policies.ts'
import { adminArea } from './shapes.ts'

export const adminStepUp = defineCheck({
  name: 'admin-step-up',
  title: 'The admin area asks for a second factor again',
  description:
    'A session that was left open or stolen must not open the administration. A step that is asked for at its door, and again after a quarter of an hour, stops it there.',
  severity: 'HIGH',
  category: 'mfa',
  points: 8,
  reads: ['policySettings'],
  parameters: z.object({
    minutes: whole({ least: 5, most: 60, usual: 15 }, 'Minutes for which the further step is good.'),
  }),
  remediation:
    'In the admin console open *Security → Policies*, choose the policy, and under *Secure areas* require a further step for administration by an app policy of its own, good for 15 minutes.',
  frameworks: derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: (read, { minutes: most }) =>
    judgeUserPolicies(read.policySettings, adminArea, {
      holds: ({ secure_admin: secured, admin_policy_id: policy, secure_area_otp_timeout_minutes: minutes }) =>
        secured && !!policy && (minutes ?? Infinity) <= most,
      say: `ask again at the admin area, after ${most} minutes at most`,
    }),
})
