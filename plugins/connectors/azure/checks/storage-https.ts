import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { cis6 } from '../benchmark.ts'
import { propertyIs } from './property-is.ts'

export const storageHttps = defineCheck({
  name: 'storage-https',
  title: 'Storage accounts take encrypted connections alone',
  description: 'Over plain HTTP whoever is on the way reads the blobs, and the signature that lets them read more.',
  severity: 'HIGH',
  category: 'network',
  points: 8,
  reads: ['storageAccounts'],
  each: 'storageAccounts',
  remediation:
    'In the Azure portal open each storage account named here, *Settings → Configuration*, and enable *Secure transfer required*.',
  frameworks: [...cis6('9.3.4'), ...derived({ 'NIST 800-53': 'SC-8', 'SOC 2': 'CC6.7', 'ISO 27001': 'A.8.24' })],
  judgeRow: propertyIs('supportsHttpsTrafficOnly', value => value === true),
  judge: judgeRows('storageAccounts', {
    say: (passing, all) => `${passing} of ${all} storage accounts take encrypted connections alone.`,
    none: 'There are no storage accounts.',
  }),
})
