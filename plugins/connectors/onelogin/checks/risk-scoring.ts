import { defineCheck, derived, whole } from '@casbah/sdk'
import { z } from 'zod'
import { judgeUserPolicies } from './policies.ts'

const settings = z.object({ enable_smart_access: z.boolean(), smart_access_risk_threshold: z.number().nullable() })

export const riskScoring = defineCheck({
  name: 'risk-scoring',
  title: 'Risky sign-ins are stopped',
  description:
    'A true password from a strange place, a Tor exit or a machine never seen is told by its risk alone. Unmeasured, it is a sign-in like any other.',
  severity: 'MEDIUM',
  category: 'alerting',
  points: 6,
  reads: ['policySettings'],
  parameters: z.object({
    risk: whole({ least: 1, most: 100, usual: 50 }, 'Risk, 0 to 100, from which on a sign-in must be stopped.'),
  }),
  remediation:
    'In the admin console open *Security → Policies*, choose the policy, and under *Smart Access* turn it on and set the threshold to 50 or less.',
  frameworks: derived({ 'NIST 800-53': 'SI-4(5)', 'SOC 2': 'CC7.2', 'ISO 27001': 'A.8.16' }),
  judge: (read, { risk: most }) =>
    judgeUserPolicies(read.policySettings, settings, {
      holds: settings => settings.enable_smart_access && (settings.smart_access_risk_threshold ?? Infinity) <= most,
      say: `stop sign-ins of a risk over ${most}`,
    }),
})
