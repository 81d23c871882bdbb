import { defineCheck, derived } from '@casbah/sdk'

export const externalMessaging = defineCheck({
  name: 'external-messaging',
  title: 'People write only to organisations that were chosen',
  description: 'Webex’s API does not tell who may be written to: somebody has to look.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 5,
  reads: [],
  remediation:
    'In Control Hub open *Services → Messaging → Settings → External messaging* and allow only the domains of partners.',
  frameworks: derived({ 'NIST 800-53': ['AC-3', 'AC-21'], 'SOC 2': ['CC6.1', 'CC6.7'], 'ISO 27001': 'A.5.14' }),
})
