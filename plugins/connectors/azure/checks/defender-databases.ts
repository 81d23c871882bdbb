import { defineCheck } from '@casbah/sdk'
import { judgePlan } from './defender-plan.ts'

export const defenderDatabases = defineCheck({
  name: 'defender-databases',
  title: 'Defender for SQL databases is on',
  description: 'It sees injection, brute force and odd exports on databases.',
  severity: 'MEDIUM',
  category: 'alerting',
  points: 5,
  reads: ['pricings'],
  remediation:
    'In the Azure portal open *Microsoft Defender for Cloud → Environment settings → your subscription*, and switch the plan *SQL databases* on. It is charged by use.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SI-4', derived: true },
    { framework: 'SOC 2', requirement: 'CC7.2', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.16', derived: true },
  ],
  judge: judgePlan('SqlServers', 'SQL databases'),
})
