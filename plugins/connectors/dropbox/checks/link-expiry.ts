import { defineCheck, derived, settingIs } from '@casbah/sdk'

export const linkExpiry = defineCheck({
  name: 'link-expiry',
  title: 'Links that leave the team end within 90 days',
  description: 'What was shared for a week is forgotten, and open for ever, unless it ends by itself.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 4,
  reads: ['team'],
  touchedBy: ['sharing_change_link_default_expiration_policy'],
  remediation: 'In the admin console open *Settings → Sharing → Default link expiration*, and choose 90 days or fewer.',
  frameworks: derived({ 'NIST 800-53': ['AC-3', 'AC-21'], 'SOC 2': 'CC6.7', 'ISO 27001': 'A.5.14' }),
  judge: settingIs(
    'team.policies.sharing.default_link_expiration_days_policy..tag',
    ['day_1', 'day_3', 'day_7', 'day_30', 'day_90'],
    {
      say: found => `Links that leave the team last by default "${found}"; 90 days are the most.`,
      unknown: 'Dropbox did not tell how long new links last.',
    },
  ),
})
