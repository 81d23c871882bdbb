import { defineCheck, derived, settingIs } from '@casbah/sdk'

export const thirdPartyAdminsOff = defineCheck({
  name: 'third-party-admins-off',
  title: 'Nobody else’s administrators act here',
  description:
    'Third-party administrators get no messages of Okta and belong to nobody’s leaver process. Where no partner runs the organisation, there should be none.',
  severity: 'LOW',
  category: 'admin',
  points: 3,
  reads: ['thirdPartyAdmin'],
  remediation: 'In the admin console open *Security → Administrators → Settings* and switch *Third-party admins* off.',
  frameworks: derived({ 'NIST 800-53': 'AC-3', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.15' }),
  judge: settingIs('thirdPartyAdmin.thirdPartyAdmin', false, {
    say: on => (on ? 'Administrators of others are allowed.' : 'Administrators of others are not allowed.'),
    unknown: 'Okta did not say whether administrators of others are allowed.',
  }),
})
