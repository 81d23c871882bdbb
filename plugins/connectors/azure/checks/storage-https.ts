import { defineCheck, judgeTally } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'CIS Microsoft Azure Foundations', version: '6.0', requirement: '9.3.4' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SC-8', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.7', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.24', derived: true },
  ],
  judgeRow: propertyIs('supportsHttpsTrafficOnly', value => value === true),
  judge: ({ storageAccounts }) =>
    judgeTally(storageAccounts, {
      say: (passing, all) => `${passing} of ${all} storage accounts take encrypted connections alone.`,
      none: 'There are no storage accounts.',
    }),
})
