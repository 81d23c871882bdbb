import { defineCheck, derived } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const scriptSandbox = defineCheck({
  name: 'script-sandbox',
  title: 'Scripts from the browser run in a sandbox',
  description: 'Filters may hold scripts, which the server runs.',
  severity: 'CRITICAL',
  category: 'web',
  points: 9,
  ...ofProperties,
  remediation: 'In *System Security → High Security Settings* tick *Run client generated scripts in a sandbox*.',
  frameworks: derived({ 'NIST 800-53': 'SI-10', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.26' }),
  judge: judgeHardened('glide.script.use.sandbox'),
})
