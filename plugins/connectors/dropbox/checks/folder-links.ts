import { defineCheck, derived, settingIs } from '@casbah/sdk'

export const folderLinks = defineCheck({
  name: 'folder-links',
  title: 'Links into shared folders open for their members alone',
  description: 'Otherwise whoever is in a folder can let anybody in by a link, past the list of its members.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 4,
  reads: ['team'],
  touchedBy: ['folder_link_restriction_policy_changed', 'shared_folder_change_link_policy'],
  remediation:
    'In the admin console open *Settings → Sharing → Links to content in shared folders*, and choose *Only folder members*.',
  frameworks: derived({ 'NIST 800-53': ['AC-3', 'AC-21'], 'SOC 2': 'CC6.7', 'ISO 27001': 'A.5.14' }),
  judge: settingIs('team.policies.sharing.shared_folder_link_restriction_policy..tag', 'members', {
    say: found => `Links into shared folders open for "${found}"; "members" is asked for.`,
    unknown: 'Dropbox did not tell for whom links into shared folders open.',
  }),
})
