import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SI-10', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.8', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.26', derived: true },
  ],
  judge: judgeHardened('glide.script.use.sandbox'),
})
