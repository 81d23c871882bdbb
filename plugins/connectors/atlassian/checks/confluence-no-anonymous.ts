import { defineCheck } from '@casbah/sdk'

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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-3', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.3', derived: true },
  ],
})
