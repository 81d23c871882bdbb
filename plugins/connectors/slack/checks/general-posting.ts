import { defineCheck, derived, settingIs } from '@casbah/sdk'

export const generalPosting = defineCheck({
  name: 'general-posting',
  title: 'Administrators and owners alone post to everybody',
  description:
    'What is written in the general channel reaches every member. From a stolen account it is the shortest way to all others.',
  severity: 'LOW',
  category: 'hardening',
  points: 2,
  reads: ['preferences'],
  touchedBy: ['pref.who_can_post_general', 'pref.who_can_manage_channel_posting_prefs'],
  remediation:
    'In the workspace open *Settings & administration → Workspace settings → Permissions → Messages*, and let administrators and owners alone post in the general channel.',
  frameworks: derived({ 'NIST 800-53': 'CM-6', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.9' }),
  judge: settingIs('preferences.who_can_post_general', ['admin', 'owner'], {
    say: who => `Who may post in the general channel is "${who}"; "admin" or "owner" is asked for.`,
    unknown: 'Slack did not tell who may post in the general channel.',
  }),
})
