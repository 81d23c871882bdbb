import { defineCheck } from '@casbah/sdk'
import { judgePlan } from './defender-plan.ts'

export const defenderServers = defineCheck({
  name: 'defender-servers',
  title: 'Defender for Servers is on',
  description: 'It sees malware, odd processes and brute force on machines, which the activity log does not show.',
  severity: 'HIGH',
  category: 'alerting',
  points: 6,
  reads: ['pricings'],
  remediation:
    'In the Azure portal open *Microsoft Defender for Cloud → Environment settings → your subscription*, and switch the plan *Servers* on. It is charged by use.',
  frameworks: [
    { framework: 'CIS Microsoft Azure Foundations', version: '6.0', requirement: '8.1.3.1' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SI-4', derived: true },
    { framework: 'SOC 2', requirement: 'CC7.2', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.16', derived: true },
  ],
  judge: judgePlan('VirtualMachines', 'Servers'),
})
