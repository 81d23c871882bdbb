import { defineCheck, derived, settingIs } from '@casbah/sdk'

export const publicLinks = defineCheck({
  name: 'public-links',
  title: 'Links are not open to everybody unless somebody says so',
  description:
    'A link that opens for whoever has its address is passed on, guessed, and found in mail boxes years later.',
  severity: 'HIGH',
  category: 'public',
  points: 7,
  reads: ['team'],
  touchedBy: ['sharing_change_link_policy'],
  remediation:
    'In the admin console open *Settings → Sharing → Sharing links outside of team*, and choose *Off*, or *On* with *Only people invited* or *Team members* as default.',
  frameworks: derived({ 'NIST 800-53': ['AC-3', 'AC-22'], 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.3' }),
  judge: settingIs(
    'team.policies.sharing.shared_link_create_policy..tag',
    ['team_only', 'default_team_only', 'default_no_one'],
    {
      say: found =>
        `Links are by default of the kind "${found}"; one that stays within the team, or lets nobody in, is asked for.`,
      unknown: 'Dropbox did not tell who may open new links.',
    },
  ),
})
