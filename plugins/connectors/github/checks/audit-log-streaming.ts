import { defineCheck, derived } from '@casbah/sdk'

export const auditLogStreaming = defineCheck({
  name: 'audit-log-streaming',
  title: 'The audit log is streamed elsewhere',
  description:
    'GitHub keeps events for 180 days and those of Git for 7, and never gives requests to its API but by streaming. Only owners of the enterprise see whether it is on.',
  severity: 'HIGH',
  category: 'logging',
  points: 6,
  reads: [],
  remediation:
    'Open the enterprise’s *Settings → Audit log → Log streaming* and see that a stream is configured and active.',
  frameworks: derived({ 'NIST 800-53': 'AU-4(1)', 'SOC 2': 'CC7.2', 'ISO 27001': 'A.8.15' }),
})
