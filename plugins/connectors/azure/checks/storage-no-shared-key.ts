import { defineCheck, judgeTally } from '@casbah/sdk'
import { propertyIs } from './property-is.ts'

export const storageNoSharedKey = defineCheck({
  name: 'storage-no-shared-key',
  title: 'Storage accounts refuse shared keys',
  description:
    'A key of an account opens all of it, for everybody who has it, and its use names nobody in the log. Sign-ins by Entra can be bounded and traced.',
  severity: 'HIGH',
  category: 'keys',
  points: 7,
  reads: ['storageAccounts'],
  each: 'storageAccounts',
  remediation:
    'In the Azure portal open each storage account named here, *Settings → Configuration*, and disable *Allow storage account key access* when programs sign in by Entra. Until then rotate the keys.',
  frameworks: [
    { framework: 'CIS Microsoft Azure Foundations', version: '6.0', requirement: '9.3.1.3' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-5', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.5.17', derived: true },
  ],
  judgeRow: propertyIs('allowSharedKeyAccess', value => value === false, true),
  judge: ({ storageAccounts }) =>
    judgeTally(storageAccounts, {
      say: (passing, all) => `${passing} of ${all} storage accounts refuse shared keys.`,
      none: 'There are no storage accounts.',
    }),
})
