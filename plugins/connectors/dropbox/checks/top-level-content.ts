import { defineCheck, derived, settingIs } from '@casbah/sdk'

export const topLevelContent = defineCheck({
  name: 'top-level-content',
  title: 'Administrators alone put content at the top of the team’s space',
  description: 'What lies at the top is seen by the whole team, and its permissions are inherited by all below.',
  severity: 'LOW',
  category: 'admin',
  points: 2,
  reads: ['team'],
  touchedBy: ['top_level_content_policy_changed'],
  remediation:
    'In the admin console open *Settings → Team space*, and choose *Only admins* under *Edit top-level content*.',
  frameworks: derived({ 'NIST 800-53': 'AC-6', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judge: settingIs('team.policies.top_level_content_policy..tag', 'admin_only', {
    say: found => `Content at the top of the team’s space may be edited by "${found}"; "admin_only" is asked for.`,
    unknown: 'Dropbox did not tell who may edit the top of the team’s space.',
  }),
})
