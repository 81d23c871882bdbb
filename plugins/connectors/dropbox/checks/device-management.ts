import { defineCheck, derived, settingIs } from '@casbah/sdk'

export const deviceManagement = defineCheck({
  name: 'device-management',
  title: 'Phones are under device management',
  description: 'A phone that nobody manages keeps its files when it is lost, and when its owner leaves.',
  severity: 'MEDIUM',
  category: 'device',
  points: 4,
  reads: ['team'],
  touchedBy: ['emm_change_policy', 'emm_add_exception', 'device_management_*'],
  remediation: 'In the admin console open *Settings → Device management (EMM)*, and choose *Required*.',
  frameworks: derived({ 'NIST 800-53': 'AC-19', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.1' }),
  judge: settingIs('team.policies.emm_state..tag', 'required', {
    say: found => `Mobile device management is "${found}"; "required" is asked for.`,
    unknown: 'Dropbox did not tell whether phones have to be managed.',
  }),
})
