import { defineCheck, derived } from '@casbah/sdk'
import { judgePlan } from './defender-plan.ts'

export const defenderAppService = defineCheck({
  name: 'defender-app-service',
  title: 'Defender for App Service is on',
  description: 'It sees attacks on web apps and what the attackers then run there.',
  severity: 'MEDIUM',
  category: 'alerting',
  points: 5,
  reads: ['pricings'],
  remediation:
    'In the Azure portal open *Microsoft Defender for Cloud → Environment settings → your subscription*, and switch the plan *App Service* on. It is charged by use.',
  frameworks: derived({ 'NIST 800-53': 'SI-4', 'SOC 2': 'CC7.2', 'ISO 27001': 'A.8.16' }),
  judge: judgePlan('AppServices', 'App Service'),
})
