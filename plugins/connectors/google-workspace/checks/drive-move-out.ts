import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { isOneOf, judgeSetting } from './settings.ts'

export const driveMoveOut = defineCheck({
  name: 'drive-move-out',
  title: 'Files are not moved out to others’ shared drives',
  description: 'What is moved into a shared drive of another organisation is theirs, and nobody here can take it back.',
  severity: 'HIGH',
  category: 'dlp',
  points: 6,
  reads: ['policies'],
  touchedBy: ['admin.CHANGE_DOCS_SETTING'],
  remediation:
    'In the admin console open *Apps → Google Workspace → Drive and Docs → Sharing settings → Distributing content outside of the organisation* and choose *No one*.',
  frameworks: [...cis('3.1.2.1.1.6'), ...stated({ 'CISA SCuBA': 'GWS.DRIVEDOCS.1.7v1', 'CIS Controls': '3.3' })],
  judge: judgeSetting({
    setting: 'drive_and_docs.external_sharing',
    fields: ['externalSharingMode', 'allowedPartiesForDistributingContent'],
    holds: value =>
      value.externalSharingMode === 'DISALLOWED' || isOneOf(value, 'allowedPartiesForDistributingContent', ['NONE']),
  }),
})
