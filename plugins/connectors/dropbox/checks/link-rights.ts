import { defineCheck, derived, settingIs } from '@casbah/sdk'

export const linkRights = defineCheck({
  name: 'link-rights',
  title: 'Links let people look, not change',
  description: 'Whoever gets a link that lets them edit can change or delete what it leads to, without being known.',
  severity: 'LOW',
  category: 'sharing',
  points: 2,
  reads: ['team'],
  touchedBy: ['shared_link_default_permissions_policy_changed'],
  remediation: 'In the admin console open *Settings → Sharing → Default link permissions*, and choose *View*.',
  frameworks: derived({ 'NIST 800-53': ['AC-3', 'AC-21'], 'SOC 2': 'CC6.7', 'ISO 27001': 'A.5.14' }),
  judge: settingIs('team.policies.sharing.shared_link_default_permissions_policy..tag', 'view', {
    say: found => `New links give the right "${found}"; "view" is asked for.`,
    unknown: 'Dropbox did not tell what new links let people do.',
  }),
})
