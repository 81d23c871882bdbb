import { defineCheck } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const soapStrict = defineCheck({
  name: 'soap-strict',
  title: 'SOAP requests follow the access rules',
  description: 'Otherwise whoever may use SOAP may read and change what no rule lets them.',
  severity: 'HIGH',
  category: 'access',
  points: 6,
  ...ofProperties,
  remediation:
    'In *System Security → High Security Settings* tick *Enforce strict security on incoming SOAP requests*.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.3', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.2', derived: true },
  ],
  judge: judgeHardened('glide.soap.strict_security'),
})
