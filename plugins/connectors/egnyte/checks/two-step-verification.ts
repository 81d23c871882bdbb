import { defineCheck, derived } from '@casbah/sdk'

/** The API says nothing of it, so people look. */
export const twoStepVerification = defineCheck({
  name: 'two-step-verification',
  title: 'Two-step login verification is required',
  description: 'Without a second step a guessed password of Egnyte’s is enough.',
  severity: 'HIGH',
  category: 'mfa',
  points: 8,
  reads: [],
  touchedBy: ['WG_SETTINGS_AUDIT *'],
  remediation:
    'In *Settings → Configuration → Security & Authentication* require *Two-Step Login Verification* of all users.',
  frameworks: derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
})
