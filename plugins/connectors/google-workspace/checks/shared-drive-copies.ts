import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { isOneOf, judgeSetting } from './settings.ts'

export const sharedDriveCopies = defineCheck({
  name: 'shared-drive-copies',
  title: 'Readers of shared drives cannot download, print or copy',
  description: 'Whoever may only read should not take copies of a whole shared drive along.',
  severity: 'MEDIUM',
  category: 'dlp',
  points: 3,
  reads: ['policies'],
  touchedBy: ['admin.CHANGE_DOCS_SETTING'],
  remediation:
    'In the admin console open *Apps → Google Workspace → Drive and Docs → Sharing settings → Shared drive creation* and let only managers, or editors and managers, download, print and copy.',
  frameworks: [...cis('3.1.2.1.2.4'), ...stated({ 'CIS Controls': '3.3' })],
  judge: judgeSetting({
    setting: 'drive_and_docs.shared_drive_creation',
    fields: ['allowedPartiesForDownloadPrintCopy'],
    holds: value => isOneOf(value, 'allowedPartiesForDownloadPrintCopy', ['MANAGERS_ONLY', 'EDITORS_ONLY']),
  }),
})
