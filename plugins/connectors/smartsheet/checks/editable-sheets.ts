import { defineCheck, derived, judgeListed } from '@casbah/sdk'
import { openIn, published, UNSEEN } from './shapes.ts'

export const editableSheets = defineCheck({
  name: 'editable-sheets',
  title: 'No published sheet can be changed by everyone',
  description:
    'With *Edit by anyone* whoever has the address changes rows and attachments, and nobody knows who it was.',
  severity: 'HIGH',
  category: 'public',
  points: 9,
  reads: ['sheets', 'sheetPublishing'],
  remediation: 'Open each sheet named here, *Publish*, and switch *Edit by anyone* off.',
  remediationAction: 'revoke-published-link',
  frameworks: derived({ 'NIST 800-53': ['AC-3', 'AC-22'], 'SOC 2': 'CC6.1', 'ISO 27001': ['A.8.3', 'A.8.12'] }),
  judge: judgeListed(
    { sheetPublishing: published },
    UNSEEN,
    read => openIn('FILE', read.sheetPublishing, role => role === 'WRITE'),
    {
      say: (passing, all) => `${all - passing} of ${all} sheets can be changed by anyone.`,
    },
  ),
})
