import { defineCheck } from '@casbah/sdk'
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
    { framework: 'CIS Google Workspace', version: '1.3', requirement: '3.1.2.1.1.3' },
    { framework: 'CISA SCuBA', requirement: 'GWS.DRIVEDOCS.1.1v1' },
    { framework: 'CIS Controls', version: '8.1', requirement: '3.3' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-3' },
  ],
  judge: judgeSetting({
    setting: 'drive_and_docs.external_sharing',
    fields: ['externalSharingMode'],
    holds: value => isOneOf(value, 'externalSharingMode', ['ALLOWLISTED_DOMAINS', 'DISALLOWED']),
  }),
})
