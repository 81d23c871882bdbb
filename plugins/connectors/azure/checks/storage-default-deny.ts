import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { cis6 } from '../benchmark.ts'
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
  frameworks: [...cis6('9.3.2.3'), ...derived({ 'NIST 800-53': 'SC-7', 'SOC 2': 'CC6.6', 'ISO 27001': 'A.8.20' })],
  judgeRow: either(
    propertyIs('publicNetworkAccess', value => value === 'Disabled', 'Enabled'),
    propertyIs('networkAcls.defaultAction', value => value === 'Deny'),
  ),
  judge: judgeRows('storageAccounts', {
    say: (passing, all) => `${passing} of ${all} storage accounts are closed to networks that are not named.`,
    none: 'There are no storage accounts.',
  }),
})
