import { defineCheck, derived } from '@casbah/sdk'
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
  frameworks: derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: judgeHardened('glide.basicauth.required.scriptedprocessor'),
})
