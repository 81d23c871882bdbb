import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'CIS Microsoft Azure Foundations', version: '6.0', requirement: '8.1.9.1' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SI-4', derived: true },
    { framework: 'SOC 2', requirement: 'CC7.2', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.16', derived: true },
  ],
  judge: judgePlan('Arm', 'Resource Manager'),
})
