import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { cis6 } from '../benchmark.ts'
import { propertyIs } from './property-is.ts'

export const storageTls = defineCheck({
  name: 'storage-tls',
  title: 'Storage accounts ask for TLS 1.2 at least',
  description: 'Older versions of TLS have known holes, and a client that offers them can be talked down to them.',
  severity: 'MEDIUM',
  category: 'network',
  points: 5,
  reads: ['storageAccounts'],
  each: 'storageAccounts',
  remediation:
    'In the Azure portal open each storage account named here, *Settings → Configuration*, and set *Minimum TLS version* to 1.2 or higher.',
  frameworks: [...cis6('9.3.6'), ...derived({ 'NIST 800-53': 'SC-8', 'SOC 2': 'CC6.6', 'ISO 27001': 'A.8.24' })],
  judgeRow: propertyIs('minimumTlsVersion', value => /^TLS1_[2-9]$/.test(String(value)), 'TLS1_0'),
  judge: judgeRows('storageAccounts', {
    say: (passing, all) => `${passing} of ${all} storage accounts ask for TLS 1.2 at least.`,
    none: 'There are no storage accounts.',
  }),
})
