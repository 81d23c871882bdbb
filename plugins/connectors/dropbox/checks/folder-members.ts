import { defineCheck, derived, settingIs } from '@casbah/sdk'

export const folderMembers = defineCheck({
  name: 'folder-members',
  title: 'Shared folders take in the team and those approved alone',
  description: 'Who is once in a shared folder from outside sees all that is put into it later.',
  severity: 'HIGH',
  category: 'sharing',
  points: 7,
  reads: ['team'],
  touchedBy: ['sharing_change_member_policy', 'team_sharing_whitelist_subjects_changed'],
  remediation:
    'In the admin console open *Settings → Sharing → Sharing files and folders externally*, and choose *Off*, or *On* for *approved domains and people* alone.',
  frameworks: derived({ 'NIST 800-53': ['AC-3', 'AC-21'], 'SOC 2': 'CC6.7', 'ISO 27001': 'A.5.14' }),
  judge: settingIs('team.policies.sharing.shared_folder_member_policy..tag', ['team', 'team_and_approved'], {
    say: found => `Members of shared folders may be "${found}"; "team" or "team_and_approved" is asked for.`,
    unknown: 'Dropbox did not tell who may be a member of shared folders.',
  }),
})
