import { defineCheck } from '@casbah/sdk'

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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-5(1)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.5.17', derived: true },
  ],
})
