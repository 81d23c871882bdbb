import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SI-10', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.8', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.26', derived: true },
  ],
  judge: judgeHardened('glide.security.use_csrf_token'),
})
