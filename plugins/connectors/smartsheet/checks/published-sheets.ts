import { defineCheck, derived, judgeListed } from '@casbah/sdk'
import { openIn, published, UNSEEN } from './shapes.ts'

export const publishedSheets = defineCheck({
  name: 'published-sheets',
  title: 'No sheet is published to everyone',
  description:
    'Whoever has the address of a published sheet reads it, without an account, and search engines may find it.',
  severity: 'HIGH',
  category: 'public',
  points: 8,
  reads: ['sheets', 'sheetPublishing'],
  remediation: 'Open each sheet named here, *Publish*, and switch it off or choose *Only people in your organization*.',
  remediationAction: 'revoke-published-link',
  frameworks: derived({ 'NIST 800-53': ['AC-3', 'AC-22'], 'SOC 2': 'CC6.1', 'ISO 27001': ['A.8.3', 'A.8.12'] }),
  judge: judgeListed({ sheetPublishing: published }, UNSEEN, read => openIn('FILE', read.sheetPublishing), {
    say: (passing, all) => `${all - passing} of ${all} sheets are published to anyone.`,
  }),
})
