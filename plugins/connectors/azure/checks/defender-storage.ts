import { defineCheck, derived } from '@casbah/sdk'
import { cis6 } from '../benchmark.ts'
import { judgePlan } from './defender-plan.ts'

export const defenderStorage = defineCheck({
  name: 'defender-storage',
  title: 'Defender for Storage is on',
  description:
    'It sees malware that is uploaded, and odd access to blobs, which only logs of the storage itself would show.',
  severity: 'HIGH',
  category: 'alerting',
  points: 6,
  reads: ['pricings'],
  remediation:
    'In the Azure portal open *Microsoft Defender for Cloud → Environment settings → your subscription*, and switch the plan *Storage* on. It is charged by use.',
  frameworks: [...cis6('8.1.5.1'), ...derived({ 'NIST 800-53': 'SI-4', 'SOC 2': 'CC7.2', 'ISO 27001': 'A.8.16' })],
  judge: judgePlan('StorageAccounts', 'Storage'),
})
