import { defineCheck } from '@casbah/sdk'

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
    { framework: 'CIS Microsoft Azure Foundations', version: '6.0', requirement: '8.3.1' },
    { framework: 'CIS Microsoft Azure Foundations', version: '6.0', requirement: '8.3.3' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-5', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.5.17', derived: true },
  ],
})
