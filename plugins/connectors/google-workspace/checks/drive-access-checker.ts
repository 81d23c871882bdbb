import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { isOneOf, judgeSetting } from './settings.ts'

export const driveAccessChecker = defineCheck({
  name: 'drive-access-checker',
  title: 'The access checker offers recipients alone',
  description:
    'When a file is linked in a mail, Google offers to open it for those who lack access. Anything wider than the recipients is a public link by one careless click.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 4,
  reads: ['policies'],
  touchedBy: ['admin.CHANGE_DOCS_SETTING'],
  remediation:
    'In the admin console open *Apps → Google Workspace → Drive and Docs → Sharing settings → Access Checker* and choose *Recipients only*.',
  frameworks: [...cis('3.1.2.1.1.5'), ...stated({ 'CISA SCuBA': 'GWS.DRIVEDOCS.1.6v1', 'CIS Controls': '3.3' })],
  judge: judgeSetting({
    setting: 'drive_and_docs.external_sharing',
    fields: ['accessCheckerSuggestions'],
    holds: value => isOneOf(value, 'accessCheckerSuggestions', ['RECIPIENTS_ONLY']),
  }),
})
