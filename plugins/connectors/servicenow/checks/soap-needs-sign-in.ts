import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2(1)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.5', derived: true },
  ],
  judge: judgeHardened('glide.basicauth.required.soap'),
})
