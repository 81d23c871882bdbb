import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { cis6 } from '../benchmark.ts'
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
  frameworks: [...cis6('9.3.1.3'), ...derived({ 'NIST 800-53': 'IA-5', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' })],
  judgeRow: propertyIs('allowSharedKeyAccess', value => value === false, true),
  judge: judgeRows('storageAccounts', {
    say: (passing, all) => `${passing} of ${all} storage accounts refuse shared keys.`,
    none: 'There are no storage accounts.',
  }),
})
