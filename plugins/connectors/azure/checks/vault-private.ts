import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { cis6 } from '../benchmark.ts'
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
  frameworks: [...cis6('8.3.7'), ...derived({ 'NIST 800-53': 'SC-7', 'SOC 2': 'CC6.6', 'ISO 27001': 'A.8.20' })],
  judgeRow: either(
    propertyIs('publicNetworkAccess', value => /^disabled$/i.test(String(value)), 'Enabled'),
    propertyIs('networkAcls.defaultAction', value => value === 'Deny', 'Allow'),
  ),
  judge: judgeRows('vaults', {
    say: (passing, all) => `${passing} of ${all} key vaults are closed to the internet.`,
    none: 'There are no key vaults.',
  }),
})
