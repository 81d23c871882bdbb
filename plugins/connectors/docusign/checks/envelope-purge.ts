import { defineCheck, derived } from '@casbah/sdk'
import { switchIs } from './settings.ts'

export const envelopePurge = defineCheck({
  name: 'envelope-purge',
  title: 'Documents are purged when they are no longer needed',
  description: 'What is kept for ever is there to be taken, long after anybody needs it.',
  severity: 'LOW',
  category: 'retention',
  points: 2,
  reads: ['purge'],
  remediation:
    'In *eSignature Settings → Document Retention* turn on that envelopes are purged, and enter after how many days.',
  frameworks: derived({ 'NIST 800-53': ['SI-12', 'AU-11'], 'SOC 2': ['CC6.5', 'C1.2'], 'ISO 27001': 'A.8.10' }),
  judge: switchIs(
    'purge.purgeEnvelopes',
    true,
    isOn => `Documents of completed envelopes ${isOn ? 'are purged after some days' : 'are kept for ever'}.`,
    'whether envelopes are purged',
  ),
})
