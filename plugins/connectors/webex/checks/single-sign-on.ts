import { defineCheck, derived } from '@casbah/sdk'

export const singleSignOn = defineCheck({
  name: 'single-sign-on',
  title: 'People sign in by single sign-on, with a second factor',
  description: 'Webex’s API tells neither: somebody has to look.',
  severity: 'CRITICAL',
  category: 'mfa',
  points: 9,
  reads: [],
  remediation:
    'In Control Hub open *Management → Security → Authentication*: *Single sign-on* is activated, and the identity provider asks for a second factor; where people sign in with Webex itself, *Multi-factor authentication* is on.',
  frameworks: derived({ 'NIST 800-53': ['IA-2(1)', 'IA-2(2)'], 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
})
