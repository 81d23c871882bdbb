import { defineCheck, derived } from '@casbah/sdk'

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
  frameworks: derived({ 'NIST 800-53': 'CM-7(5)', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.19' }),
})
