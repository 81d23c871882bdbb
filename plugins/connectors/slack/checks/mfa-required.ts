import { defineCheck, derived } from '@casbah/sdk'

/** No API gives this setting; the audit log tells when it is changed (`pref.two_factor_auth_changed`). So people look. */
export const mfaRequired = defineCheck({
  name: 'mfa-required',
  title: 'Two-factor authentication is required',
  description:
    'Who has set it up today may take it away tomorrow, and who joins next week has none, unless it is asked of everybody.',
  severity: 'HIGH',
  category: 'mfa',
  points: 7,
  reads: [],
  remediation:
    'In the organisation’s dashboard open *Security → Security settings*, and require two-factor authentication for the workspaces; by authenticator app alone, not by text message.',
  frameworks: derived({ 'NIST 800-53': 'IA-2(2)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
})
