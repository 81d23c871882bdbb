import { defineCheck, derived } from '@casbah/sdk'

/** No API gives this setting; the audit log tells when it is changed (`pref.sso_setting_changed`). So people look. */
export const ssoRequired = defineCheck({
  name: 'sso-required',
  title: 'Everybody signs in by the identity provider',
  description:
    'A password of Slack’s own is out of sight of the identity provider: its second factor, its rules and its deactivation do not reach it.',
  severity: 'HIGH',
  category: 'sso',
  points: 8,
  reads: [],
  remediation:
    'In the organisation’s dashboard open *Security → SSO configuration*, and set *SSO settings* to required for all members.',
  frameworks: derived({ 'NIST 800-53': 'IA-2', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.16' }),
})
