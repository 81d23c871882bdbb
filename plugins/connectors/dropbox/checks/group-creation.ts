import { defineCheck, derived, settingIs } from '@casbah/sdk'

export const groupCreation = defineCheck({
  name: 'group-creation',
  title: 'Administrators alone create groups',
  description: 'A group is let into folders as one: who may make groups decides who is in them.',
  severity: 'LOW',
  category: 'admin',
  points: 2,
  reads: ['team'],
  touchedBy: ['group_user_management_change_policy'],
  remediation: 'In the admin console open *Settings → Groups*, and choose *Only admins* under *Who can create groups*.',
  frameworks: derived({ 'NIST 800-53': 'AC-6', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judge: settingIs('team.policies.sharing.group_creation_policy..tag', 'admins_only', {
    say: found => `Groups may be created by "${found}"; "admins_only" is asked for.`,
    unknown: 'Dropbox did not tell who may create groups.',
  }),
})
