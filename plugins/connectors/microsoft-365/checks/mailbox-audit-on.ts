import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'

export const mailboxAuditOn = defineCheck({
  name: 'mailbox-audit-on',
  title: 'Auditing of mailboxes is on',
  description: 'Who read, moved and deleted which mail is only known where mailboxes are audited.',
  severity: 'HIGH',
  category: 'logging',
  points: 7,
  reads: [],
  remediation:
    'In Exchange PowerShell, `Get-OrganizationConfig` must show `AuditDisabled` as false, and `Get-MailboxAuditBypassAssociation` nobody who is left out.',
  frameworks: [...cis('6.1.1'), ...stated({ 'CISA SCuBA': 'MS.EXO.13.1v1' })],
})
