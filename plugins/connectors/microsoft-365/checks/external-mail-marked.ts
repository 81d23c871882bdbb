import { defineCheck } from '@casbah/sdk'

export const externalMailMarked = defineCheck({
  name: 'external-mail-marked',
  title: 'Mail from outside is marked',
  description: 'A mark beside the sender shows that the message from the chief comes from elsewhere.',
  severity: 'MEDIUM',
  category: 'email',
  points: 3,
  reads: [],
  remediation: 'In Exchange PowerShell run `Set-ExternalInOutlook -Enabled $true`.',
  frameworks: [
    { framework: 'CIS Microsoft 365', version: '7.0', requirement: '6.2.3' },
    { framework: 'CISA SCuBA', requirement: 'MS.EXO.7.1v1' },
  ],
})
