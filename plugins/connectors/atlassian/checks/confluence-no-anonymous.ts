import { defineCheck, derived } from '@casbah/sdk'

export const confluenceNoAnonymous = defineCheck({
  name: 'confluence-no-anonymous',
  title: 'Confluence is closed to people without an account',
  description:
    'With anonymous access, a space may be opened to everybody on the internet by whoever administers it. The API describes no field that tells it for sure.',
  severity: 'CRITICAL',
  category: 'public',
  points: 9,
  reads: [],
  touchedBy: ['Anonymous access *', 'Space permission*', 'Global permission *', 'Public link *'],
  remediation:
    'In Confluence open *Settings → Global permissions → Guest and anonymous access*, and turn off *Anonymous access*; then *Space settings → Space permissions* of each space that was open.',
  frameworks: derived({ 'NIST 800-53': 'AC-3', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.3' }),
})
