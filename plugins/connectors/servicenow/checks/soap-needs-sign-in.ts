import { defineCheck, derived } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const soapNeedsSignIn = defineCheck({
  name: 'soap-needs-sign-in',
  title: 'SOAP needs a sign-in',
  description: 'An old door to every table.',
  severity: 'HIGH',
  category: 'public',
  points: 8,
  ...ofProperties,
  remediation:
    'In *System Properties → All Properties* add `glide.basicauth.required.soap`, type true | false, with the value true.',
  frameworks: derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: judgeHardened('glide.basicauth.required.soap'),
})
