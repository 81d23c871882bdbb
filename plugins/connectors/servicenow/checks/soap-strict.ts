import { defineCheck, derived } from '@casbah/sdk'
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
  frameworks: derived({ 'NIST 800-53': 'AC-6', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judge: judgeHardened('glide.soap.strict_security'),
})
