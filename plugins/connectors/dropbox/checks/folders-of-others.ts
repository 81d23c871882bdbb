import { defineCheck, derived, settingIs } from '@casbah/sdk'

export const foldersOfOthers = defineCheck({
  name: 'folders-of-others',
  title: 'Members do not join folders from outside',
  description:
    'Files put into a folder of somebody else belong to that somebody: no policy of the team reaches them there.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 4,
  reads: ['team'],
  touchedBy: ['sharing_change_folder_join_policy'],
  remediation:
    'In the admin console open *Settings → Sharing*, and under *Joining external shared folders* choose *Off*.',
  frameworks: derived({ 'NIST 800-53': ['AC-3', 'AC-21'], 'SOC 2': 'CC6.7', 'ISO 27001': 'A.5.14' }),
  judge: settingIs('team.policies.sharing.shared_folder_join_policy..tag', 'from_team_only', {
    say: found => `Members may join folders "${found}"; "from_team_only" is asked for.`,
    unknown: 'Dropbox did not tell which shared folders members may join.',
  }),
})
