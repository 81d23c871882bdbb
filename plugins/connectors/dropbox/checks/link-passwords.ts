import { defineCheck, derived, settingIs } from '@casbah/sdk'

export const linkPasswords = defineCheck({
  name: 'link-passwords',
  title: 'Links that leave the team have a password',
  description: 'A password sent by another way keeps a link that was passed on from opening.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 4,
  reads: ['team'],
  touchedBy: ['sharing_change_link_enforce_password_policy'],
  remediation: 'In the admin console open *Settings → Sharing → Link passwords*, and choose *Required*.',
  frameworks: derived({ 'NIST 800-53': ['AC-3', 'AC-21'], 'SOC 2': 'CC6.7', 'ISO 27001': 'A.5.14' }),
  judge: settingIs('team.policies.sharing.enforce_link_password_policy..tag', 'required', {
    say: found => `A password for links that leave the team is "${found}"; "required" is asked for.`,
    unknown: 'Dropbox did not tell whether links that leave the team need a password.',
  }),
})
