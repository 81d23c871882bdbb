import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { flagsAre, judgeSetting } from './settings.ts'

export const sharedDriveSettings = defineCheck({
  name: 'shared-drive-settings',
  title: 'Managers cannot loosen the settings of shared drives',
  description:
    'A manager who may override the settings of a shared drive may open it to outsiders, whatever the organisation decided.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 4,
  reads: ['policies'],
  touchedBy: ['admin.CHANGE_DOCS_SETTING'],
  remediation:
    'In the admin console open *Apps → Google Workspace → Drive and Docs → Sharing settings → Shared drive creation* and take the tick from *Allow members with manager access to override the settings below*.',
  frameworks: [...cis('3.1.2.1.2.2'), ...stated({ 'CISA SCuBA': 'GWS.DRIVEDOCS.2.1v1', 'CIS Controls': '3.3' })],
  judge: judgeSetting({
    setting: 'drive_and_docs.shared_drive_creation',
    fields: ['allowManagersToOverrideSettings'],
    holds: value => flagsAre(value, { allowManagersToOverrideSettings: false }),
  }),
})
