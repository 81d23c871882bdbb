import { defineCheck } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const ajaxEvaluate = defineCheck({
  name: 'ajax-evaluate',
  title: 'The browser cannot have scripts run on the server',
  description: 'AJAXEvaluate runs on the server what a browser sends.',
  severity: 'HIGH',
  category: 'web',
  points: 8,
  ...ofProperties,
  remediation: 'In *System Security → High Security Settings* untick *Enable AJAXEvaluate*.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SI-10', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.8', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.26', derived: true },
  ],
  judge: judgeHardened('glide.script.allow.ajaxevaluate'),
})
