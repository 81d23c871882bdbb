import { defineCheck, derived } from '@casbah/sdk'
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
  frameworks: derived({ 'NIST 800-53': 'SI-10', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.26' }),
  judge: judgeHardened('glide.script.allow.ajaxevaluate'),
})
