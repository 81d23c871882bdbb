import { defineCheck, derived } from '@casbah/sdk'

/** The API says nothing of it, so people look. */
export const passwordPolicy = defineCheck({
  name: 'password-policy',
  title: 'Passwords have at least twelve signs',
  description: 'Short passwords are guessed; those of Egnyte’s own users are not looked at by the identity provider.',
  severity: 'MEDIUM',
  category: 'password',
  points: 6,
  reads: [],
  touchedBy: ['WG_SETTINGS_AUDIT *'],
  remediation:
    'In *Settings → Configuration → Security & Authentication* set the minimum length of passwords to 12 or more.',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
})
