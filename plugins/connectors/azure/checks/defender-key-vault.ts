import { defineCheck, derived } from '@casbah/sdk'
import { cis6 } from '../benchmark.ts'
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
  frameworks: [...cis6('8.1.8.1'), ...derived({ 'NIST 800-53': 'SI-4', 'SOC 2': 'CC7.2', 'ISO 27001': 'A.8.16' })],
  judge: judgePlan('KeyVaults', 'Key Vault'),
})
