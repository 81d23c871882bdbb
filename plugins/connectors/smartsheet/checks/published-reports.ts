import { defineCheck, derived, judgeListed } from '@casbah/sdk'
import { openIn, published, UNSEEN } from './shapes.ts'

export const publishedReports = defineCheck({
  name: 'published-reports',
  title: 'No report is published to everyone',
  description: 'A report shows rows out of many sheets at once to whoever has its address.',
  severity: 'HIGH',
  category: 'public',
  points: 7,
  reads: ['reports', 'reportPublishing'],
  remediation:
    'Open each report named here, *Publish*, and switch it off or choose *Only people in your organization*.',
  remediationAction: 'revoke-published-link',
  frameworks: derived({ 'NIST 800-53': ['AC-3', 'AC-22'], 'SOC 2': 'CC6.1', 'ISO 27001': ['A.8.3', 'A.8.12'] }),
  judge: judgeListed({ reportPublishing: published }, UNSEEN, read => openIn('OTHER', read.reportPublishing), {
    say: (passing, all) => `${all - passing} of ${all} reports are published to anyone.`,
  }),
})
