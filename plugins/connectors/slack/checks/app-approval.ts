import { defineCheck } from '@casbah/sdk'

/** No API gives this setting; the audit log tells when it is changed (`pref.app_whitelist_enabled`). So people look. */
export const appApproval = defineCheck({
  name: 'app-approval',
  title: 'Apps need approval before they are installed',
  description: 'Every member otherwise lets in whatever asks, with a token that outlives the session and the password.',
  severity: 'HIGH',
  category: 'oauth',
  points: 7,
  reads: [],
  remediation: 'In the organisation’s dashboard open *Integrations → Permissions*, and turn *Require app approval* on.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-7(5)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.8', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.19', derived: true },
  ],
})
