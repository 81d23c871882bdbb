import { defineCheck, derived } from '@casbah/sdk'
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
  frameworks: derived({ 'NIST 800-53': 'SI-4', 'SOC 2': 'CC7.2', 'ISO 27001': 'A.8.16' }),
  judge: judgePlan('SqlServers', 'SQL databases'),
})
