import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'

export const externalMailMarked = defineCheck({
  name: 'external-mail-marked',
  title: 'Mail from outside is marked',
  description: 'A mark beside the sender shows that the message from the chief comes from elsewhere.',
  severity: 'MEDIUM',
  category: 'email',
  points: 3,
  reads: [],
  remediation: 'In Exchange PowerShell run `Set-ExternalInOutlook -Enabled $true`.',
  frameworks: [...cis('6.2.3'), ...stated({ 'CISA SCuBA': 'MS.EXO.7.1v1' })],
})
