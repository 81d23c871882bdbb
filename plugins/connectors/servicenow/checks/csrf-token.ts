import { defineCheck, derived } from '@casbah/sdk'
import { judgeHardened, ofProperties } from './hardened.ts'

export const csrfToken = defineCheck({
  name: 'csrf-token',
  title: 'Forms carry a token against forged requests',
  description: 'A page elsewhere could else act for whoever is signed in.',
  severity: 'HIGH',
  category: 'web',
  points: 7,
  ...ofProperties,
  remediation: 'In *System Security → High Security Settings* tick *Enable anti-CSRF token*.',
  frameworks: derived({ 'NIST 800-53': 'SI-10', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.26' }),
  judge: judgeHardened('glide.security.use_csrf_token'),
})
