import { defineCheck, derived } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const htmlSanitised = defineCheck({
  name: 'html-sanitised',
  title: 'HTML fields are cleaned',
  description: 'HTML of others may hold scripts.',
  severity: 'HIGH',
  category: 'web',
  points: 7,
  ...ofProperties,
  remediation: 'In *System Properties → All Properties* set `glide.html.sanitize_all_fields` to true.',
  frameworks: derived({ 'NIST 800-53': 'SI-10', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.26' }),
  judge: judgeHardened('glide.html.sanitize_all_fields'),
})
