import { defineCheck, judgeTally } from '@casbah/sdk'
import { either, propertyIs } from './property-is.ts'

export const vaultPrivate = defineCheck({
  name: 'vault-private',
  title: 'Key vaults are closed to the internet',
  description: 'A vault that anyone can reach leaves one stolen token between a stranger and its secrets.',
  severity: 'HIGH',
  category: 'network',
  points: 7,
  reads: ['vaults'],
  each: 'vaults',
  remediation:
    'In the Azure portal open each key vault named here, *Settings → Networking*, and disable public access, or allow selected networks.',
  frameworks: [
    { framework: 'CIS Microsoft Azure Foundations', version: '6.0', requirement: '8.3.7' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SC-7', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.6', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.20', derived: true },
  ],
  judgeRow: either(
    propertyIs('publicNetworkAccess', value => /^disabled$/i.test(String(value)), 'Enabled'),
    propertyIs('networkAcls.defaultAction', value => value === 'Deny', 'Allow'),
  ),
  judge: ({ vaults }) =>
    judgeTally(vaults, {
      say: (passing, all) => `${passing} of ${all} key vaults are closed to the internet.`,
      none: 'There are no key vaults.',
    }),
})
