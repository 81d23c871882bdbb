import { defineCheck, derived } from '@casbah/sdk'
import { z } from 'zod'
import { judgeUserPolicies } from './policies.ts'

const settings = z.object({ persistent_session_enabled: z.boolean() })

export const persistentSessionsOff = defineCheck({
  name: 'persistent-sessions-off',
  title: 'Sessions end with the browser',
  description:
    'A session that outlives the browser is there for whoever opens it next, on a shared computer or out of a stolen profile.',
  severity: 'MEDIUM',
  category: 'session',
  points: 4,
  reads: ['policySettings'],
  remediation:
    'In the admin console open *Security → Policies*, choose the policy, and under *Session* turn off *Keep users signed in*.',
  frameworks: derived({ 'NIST 800-53': 'AC-12', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: read =>
    judgeUserPolicies(read.policySettings, settings, {
      holds: ({ persistent_session_enabled: persists }) => !persists,
      say: 'end sessions with the browser',
    }),
})
