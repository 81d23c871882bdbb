import { defineCheck, derived } from '@casbah/sdk'

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
  frameworks: derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
})
