import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SI-4', derived: true },
    { framework: 'SOC 2', requirement: 'CC7.2', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.16', derived: true },
  ],
  judge: judgePlan('AppServices', 'App Service'),
})
