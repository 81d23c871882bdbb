import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
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
  frameworks: [...cis('3.1.2.1.1.2'), ...stated({ 'CISA SCuBA': 'GWS.DRIVEDOCS.1.5v1', 'CIS Controls': '3.3' })],
  judge: judgeSetting({
    setting: 'drive_and_docs.external_sharing',
    fields: ['allowPublishingFiles'],
    holds: value => flagsAre(value, { allowPublishingFiles: false }),
  }),
})
