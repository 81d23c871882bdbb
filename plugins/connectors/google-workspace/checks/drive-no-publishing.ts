import { defineCheck } from '@casbah/sdk'
import { flagsAre, judgeSetting } from './settings.ts'

export const driveNoPublishing = defineCheck({
  name: 'drive-no-publishing',
  title: 'Files cannot be published on the web',
  description: 'A published file is open to the world and found by search engines.',
  severity: 'HIGH',
  category: 'public',
  points: 7,
  reads: ['policies'],
  touchedBy: ['admin.CHANGE_DOCS_SETTING'],
  remediation:
    'In the admin console open *Apps → Google Workspace → Drive and Docs → Sharing settings* and take the tick from *When sharing outside is allowed, users can make files and published web content visible to anyone with the link*.',
  frameworks: [
    { framework: 'CIS Google Workspace', version: '1.3', requirement: '3.1.2.1.1.2' },
    { framework: 'CISA SCuBA', requirement: 'GWS.DRIVEDOCS.1.5v1' },
    { framework: 'CIS Controls', version: '8.1', requirement: '3.3' },
  ],
  judge: judgeSetting({
    setting: 'drive_and_docs.external_sharing',
    fields: ['allowPublishingFiles'],
    holds: value => flagsAre(value, { allowPublishingFiles: false }),
  }),
})
