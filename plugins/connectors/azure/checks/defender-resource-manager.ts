import { defineCheck, derived } from '@casbah/sdk'
import { cis6 } from '../benchmark.ts'
import { judgePlan } from './defender-plan.ts'

export const defenderResourceManager = defineCheck({
  name: 'defender-resource-manager',
  title: 'Defender for Resource Manager is on',
  description:
    'It sees suspicious operations of administrators, such as mass deletion or defences that are switched off.',
  severity: 'HIGH',
  category: 'alerting',
  points: 6,
  reads: ['pricings'],
  remediation:
    'In the Azure portal open *Microsoft Defender for Cloud → Environment settings → your subscription*, and switch the plan *Resource Manager* on. It is charged by use.',
  frameworks: [...cis6('8.1.9.1'), ...derived({ 'NIST 800-53': 'SI-4', 'SOC 2': 'CC7.2', 'ISO 27001': 'A.8.16' })],
  judge: judgePlan('Arm', 'Resource Manager'),
})
