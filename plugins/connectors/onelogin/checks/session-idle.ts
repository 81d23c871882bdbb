import { defineCheck, derived, whole } from '@casbah/sdk'
import { z } from 'zod'
import { judgeUserPolicies } from './policies.ts'
import { sessionTimeout } from './shapes.ts'

export const sessionIdle = defineCheck({
  name: 'session-idle',
  title: 'Sessions end after an idle hour',
  description:
    'A session that is left open, or stolen, opens every app without a question. The shorter it lives unused, the less it is worth.',
  severity: 'MEDIUM',
  category: 'session',
  points: 6,
  reads: ['policySettings'],
  parameters: z.object({
    minutes: whole({ least: 5, most: 1_440, usual: 60 }, 'Idle minutes after which a session must end.'),
  }),
  remediation:
    'In the admin console open *Security → Policies*, choose the policy, and under *Session* set the timeout by inactivity to 60 minutes or less.',
  frameworks: derived({ 'NIST 800-53': 'AC-12', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: (read, { minutes: most }) =>
    judgeUserPolicies(read.policySettings, sessionTimeout, {
      holds: ({ session_timeout_by_inactivity_value: value, session_timeout_by_inactivity_unit: unit }) =>
        // 0 minutes stand for never; units are minutes and hours.
        value > 0 && (unit === 0 || unit === 1) && value * (unit === 1 ? 60 : 1) <= most,
      say: `end a session after at most ${most} idle minutes`,
    }),
})
