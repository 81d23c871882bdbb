import { defineCheck, stated } from '@casbah/sdk'
import { isOneOf, judgeSetting } from './settings.ts'

export const unconfiguredAppsBlocked = defineCheck({
  name: 'unconfigured-apps-blocked',
  title: 'Third-party apps that nobody looked at are blocked',
  description:
    'One click on a consent page gives a stranger\u2019s app the mailbox for as long as it likes, past password and second step. Only apps that an administrator looked at should be able to ask.',
  severity: 'HIGH',
  category: 'oauth',
  points: 8,
  reads: ['policies'],
  touchedBy: [
    'admin.BLOCK_ALL_THIRD_PARTY_API_ACCESS',
    'admin.UNBLOCK_ALL_THIRD_PARTY_API_ACCESS',
    'admin.SIGN_IN_ONLY_THIRD_PARTY_API_ACCESS',
  ],
  remediation:
    'In the admin console open *Security → Access and data control → API controls → Settings → Unconfigured third-party apps* and choose *Don\u2019t allow users to access any third-party apps*.',
  frameworks: stated({ 'CISA SCuBA': 'GWS.COMMONCONTROLS.10.4v1', 'NIST 800-53': 'SI-3' }),
  judge: judgeSetting({
    setting: 'api_controls.unconfigured_third_party_apps',
    fields: ['accessLevel'],
    holds: value => isOneOf(value, 'accessLevel', ['BLOCK_ALL_SCOPES', 'BLOCK_ALL']),
  }),
})
