import { defineCheck, derived } from '@casbah/sdk'
import { judgePlan } from './defender-plan.ts'

export const defenderContainers = defineCheck({
  name: 'defender-containers',
  title: 'Defender for Containers is on',
  description: 'It sees odd behaviour in clusters and holes in images, from inside of the cluster.',
  severity: 'MEDIUM',
  category: 'alerting',
  points: 5,
  reads: ['pricings'],
  remediation:
    'In the Azure portal open *Microsoft Defender for Cloud → Environment settings → your subscription*, and switch the plan *Containers* on. It is charged by use.',
  frameworks: derived({ 'NIST 800-53': 'SI-4', 'SOC 2': 'CC7.2', 'ISO 27001': 'A.8.16' }),
  judge: judgePlan('Containers', 'Containers'),
})
