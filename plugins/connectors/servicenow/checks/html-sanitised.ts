import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SI-10', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.8', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.26', derived: true },
  ],
  judge: judgeHardened('glide.html.sanitize_all_fields'),
})
