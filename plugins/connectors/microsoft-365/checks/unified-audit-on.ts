import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'

export const unifiedAuditOn = defineCheck({
  name: 'unified-audit-on',
  title: 'The unified audit log is on',
  description:
    'Without it nothing is written down of what happens in mail, files and Teams, and nothing is here to be seen.',
  severity: 'CRITICAL',
  category: 'logging',
  points: 10,
  reads: [],
  remediation:
    'In the Purview portal open *Audit*; where it is off, a button to start recording is shown. `Get-AdminAuditLogConfig` in Exchange PowerShell tells `UnifiedAuditLogIngestionEnabled`.',
  frameworks: [...cis('3.1.1'), ...stated({ 'CISA SCuBA': 'MS.SECURITYSUITE.5.1v1' })],
})
