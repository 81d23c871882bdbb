import { defineCheck, derived } from '@casbah/sdk'
import { cis6 } from '../benchmark.ts'
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
  frameworks: [...cis6('8.1.3.1'), ...derived({ 'NIST 800-53': 'SI-4', 'SOC 2': 'CC7.2', 'ISO 27001': 'A.8.16' })],
  judge: judgePlan('VirtualMachines', 'Servers'),
})
