import { defineCheck, derived } from '@casbah/sdk'
import { cis6 } from '../benchmark.ts'

export const vaultExpiry = defineCheck({
  name: 'vault-expiry',
  title: 'Keys and secrets in vaults expire',
  description:
    'One without an end works for whoever copied it, for ever. The Resource Manager does not list them, and Casbah is given no way into vaults.',
  severity: 'MEDIUM',
  category: 'keys',
  points: 5,
  reads: [],
  remediation:
    'In the Azure portal open each key vault, *Objects → Keys* and *Secrets*, and set *Expiration date* on each; for keys also a *Rotation policy*.',
  frameworks: [
    ...cis6('8.3.1', '8.3.3'),
    ...derived({ 'NIST 800-53': 'IA-5', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  ],
})
