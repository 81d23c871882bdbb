import { defineCheck, derived } from '@casbah/sdk'

export const appsReviewed = defineCheck({
  name: 'apps-reviewed',
  title: 'Apps that people let in were looked at',
  description: 'Webex’s API tells which apps were let in and not what they may do: somebody has to look.',
  severity: 'MEDIUM',
  category: 'oauth',
  points: 5,
  reads: [],
  remediation:
    'In Control Hub open *Management → Apps → Integrations*, look at the scopes of each that is used, and deny those with `spark-admin` or `spark-compliance` that nobody asked for. What was let in already is revoked from here.',
  frameworks: derived({ 'NIST 800-53': ['CM-7(5)', 'CM-11'], 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.19' }),
})
