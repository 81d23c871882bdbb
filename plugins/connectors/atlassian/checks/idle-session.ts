import { defineCheck } from '@casbah/sdk'

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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-12', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.5', derived: true },
  ],
})
