import { defineCheck, derived } from '@casbah/sdk'

export const idleSession = defineCheck({
  name: 'idle-session',
  title: 'Sessions end after 8 idle hours',
  description:
    'A session that is left open, or stolen, opens all that the person may open for as long as it lives. No public API tells the duration; a change of it is in the audit log.',
  severity: 'MEDIUM',
  category: 'session',
  points: 5,
  reads: [],
  touchedBy: ['idle_session_duration_updated', 'authentication_policy_*'],
  remediation:
    'In Atlassian Administration open *Security → Authentication policies*, edit each, and set *Idle session duration* to 8 hours or less.',
  frameworks: derived({ 'NIST 800-53': 'AC-12', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
})
