import { defineCheck } from '@casbah/sdk'
import { judgePlan } from './defender-plan.ts'

export const defenderKeyVault = defineCheck({
  name: 'defender-key-vault',
  title: 'Defender for Key Vault is on',
  description: 'It sees unusual access to secrets and keys, the usual next step of whoever has stolen an account.',
  severity: 'HIGH',
  category: 'alerting',
  points: 6,
  reads: ['pricings'],
  remediation:
    'In the Azure portal open *Microsoft Defender for Cloud → Environment settings → your subscription*, and switch the plan *Key Vault* on. It is charged by use.',
  frameworks: [
    { framework: 'CIS Microsoft Azure Foundations', version: '6.0', requirement: '8.1.8.1' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SI-4', derived: true },
    { framework: 'SOC 2', requirement: 'CC7.2', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.16', derived: true },
  ],
  judge: judgePlan('KeyVaults', 'Key Vault'),
})
