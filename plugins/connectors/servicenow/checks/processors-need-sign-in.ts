import { defineCheck } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const processorsNeedSignIn = defineCheck({
  name: 'processors-need-sign-in',
  title: 'Scripted processors need a sign-in',
  description: 'Processors are scripts that answer to an address.',
  severity: 'HIGH',
  category: 'public',
  points: 7,
  ...ofProperties,
  remediation:
    'In *System Security → High Security Settings* tick *Require basic authorization for incoming scripted requests*.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2(1)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.5', derived: true },
  ],
  judge: judgeHardened('glide.basicauth.required.scriptedprocessor'),
})
