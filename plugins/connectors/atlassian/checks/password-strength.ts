import { defineCheck, derived } from '@casbah/sdk'

export const passwordStrength = defineCheck({
  name: 'password-strength',
  title: 'Authentication policies ask for strong passwords',
  description: 'A weak password is found by guessing. No public API tells the strength that a policy asks for.',
  severity: 'MEDIUM',
  category: 'password',
  points: 5,
  reads: [],
  touchedBy: ['authentication_policy_*'],
  remediation:
    'In Atlassian Administration open *Security → Authentication policies*, edit each, and set *Minimum password strength* to *Strong* or *Very strong*.',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
})
