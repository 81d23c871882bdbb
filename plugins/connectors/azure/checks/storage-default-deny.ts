import { defineCheck, judgeTally } from '@casbah/sdk'
import { either, propertyIs } from './property-is.ts'

export const storageDefaultDeny = defineCheck({
  name: 'storage-default-deny',
  title: 'Storage accounts are closed to networks that are not named',
  description: 'With the firewall open, a leaked key or link works from anywhere in the world.',
  severity: 'HIGH',
  category: 'network',
  points: 7,
  reads: ['storageAccounts'],
  each: 'storageAccounts',
  remediation:
    'In the Azure portal open each storage account named here, *Security + networking → Networking*, and choose *Enabled from selected virtual networks and IP addresses*.',
  frameworks: [
    { framework: 'CIS Microsoft Azure Foundations', version: '6.0', requirement: '9.3.2.3' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SC-7', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.6', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.20', derived: true },
  ],
  judgeRow: either(
    propertyIs('publicNetworkAccess', value => value === 'Disabled', 'Enabled'),
    propertyIs('networkAcls.defaultAction', value => value === 'Deny'),
  ),
  judge: ({ storageAccounts }) =>
    judgeTally(storageAccounts, {
      say: (passing, all) => `${passing} of ${all} storage accounts are closed to networks that are not named.`,
      none: 'There are no storage accounts.',
    }),
})
