import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { isOneOf, judgeSetting } from './settings.ts'

export const driveExternalSharing = defineCheck({
  name: 'drive-external-sharing',
  title: 'Files are shared only with trusted domains',
  description:
    'What anybody may share with anybody leaves the company by one mistyped address. A list of trusted domains keeps the partners in and the rest out.',
  severity: 'HIGH',
  category: 'sharing',
  points: 8,
  reads: ['policies'],
  touchedBy: ['admin.CHANGE_DOCS_SETTING'],
  remediation:
    'In the admin console open *Apps → Google Workspace → Drive and Docs → Sharing settings* and choose *Allowlisted domains* or *Off*.',
  frameworks: [
    ...cis('3.1.2.1.1.3'),
    ...stated({ 'CISA SCuBA': 'GWS.DRIVEDOCS.1.1v1', 'CIS Controls': '3.3', 'NIST 800-53': 'AC-3' }),
  ],
  judge: judgeSetting({
    setting: 'drive_and_docs.external_sharing',
    fields: ['externalSharingMode'],
    holds: value => isOneOf(value, 'externalSharingMode', ['ALLOWLISTED_DOMAINS', 'DISALLOWED']),
  }),
})
