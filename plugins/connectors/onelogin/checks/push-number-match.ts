import { defineCheck, derived } from '@casbah/sdk'
import { z } from 'zod'
import { judgeUserPolicies } from './policies.ts'

const settings = z.object({ enable_number_match: z.boolean() })

export const pushNumberMatch = defineCheck({
  name: 'push-number-match',
  title: 'Push notifications ask for a matching number',
  description:
    'Who sends one prompt after another waits for the tired tap. A number that only the true sign-in page shows cannot be tapped by mistake.',
  severity: 'MEDIUM',
  category: 'mfa',
  points: 6,
  reads: ['policySettings'],
  remediation:
    'In the admin console open *Security → Policies*, choose the policy, and under *MFA* turn number matching on for OneLogin Protect.',
  frameworks: derived({ 'NIST 800-53': 'IA-2(8)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: read =>
    judgeUserPolicies(read.policySettings, settings, {
      holds: ({ enable_number_match: matches }) => matches,
      say: 'have push notifications ask for a number',
    }),
})
