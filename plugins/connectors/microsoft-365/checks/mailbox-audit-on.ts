import { defineCheck } from '@casbah/sdk'

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
  frameworks: [
    { framework: 'CIS Microsoft 365', version: '7.0', requirement: '6.1.1' },
    { framework: 'CISA SCuBA', requirement: 'MS.EXO.13.1v1' },
  ],
})
