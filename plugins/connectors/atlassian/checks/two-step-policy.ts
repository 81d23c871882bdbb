import { defineCheck } from '@casbah/sdk'

export const twoStepPolicy = defineCheck({
  name: 'two-step-policy',
  title: 'Authentication policies require two-step verification',
  description:
    'That every user has a second step today says nothing of those who come tomorrow. A policy that requires it holds for them, too; no public API tells what a policy requires.',
  severity: 'CRITICAL',
  category: 'mfa',
  points: 9,
  reads: [],
  touchedBy: ['authentication_policy_*'],
  remediation:
    'In Atlassian Administration open *Security → Authentication policies*. The default policy and each other one, those of bots apart, must say *Two-step verification: Required*, or enforce single sign-on.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2(1)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.5', derived: true },
  ],
})
