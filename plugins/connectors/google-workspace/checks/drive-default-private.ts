import { defineCheck, stated } from '@casbah/sdk'
import { isOneOf, judgeSetting } from './settings.ts'

export const driveDefaultPrivate = defineCheck({
  name: 'drive-default-private',
  title: 'New files are private',
  description: 'What is open to everybody of the organisation from the start is rarely closed afterwards.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 4,
  reads: ['policies'],
  touchedBy: ['admin.CHANGE_DOCS_SETTING'],
  remediation:
    'In the admin console open *Apps → Google Workspace → Drive and Docs → Sharing settings → General access default* and choose *Private to the owner*.',
  frameworks: stated({ 'CISA SCuBA': 'GWS.DRIVEDOCS.1.8v1', 'NIST 800-53': 'AC-6' }),
  judge: judgeSetting({
    setting: 'drive_and_docs.general_access_default',
    fields: ['defaultFileAccess'],
    holds: value => isOneOf(value, 'defaultFileAccess', ['PRIVATE_TO_OWNER']),
  }),
})
