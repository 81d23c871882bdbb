import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { isOneOf, judgeSetting } from './settings.ts'

export const chatExternalFiles = defineCheck({
  name: 'chat-external-files',
  title: 'Files are not sent to outsiders in Chat',
  description: 'What is sent in a chat leaves no trace in the sharing of Drive, and nobody takes it back.',
  severity: 'MEDIUM',
  category: 'dlp',
  points: 4,
  reads: ['policies'],
  touchedBy: ['admin.CHANGE_CHAT_SETTING'],
  remediation:
    'In the admin console open *Apps → Google Workspace → Google Chat → Chat file sharing* and choose *No files* for external sharing.',
  frameworks: [...cis('3.1.4.1.1'), ...stated({ 'CISA SCuBA': 'GWS.CHAT.2.1v1', 'CIS Controls': '3.3' })],
  judge: judgeSetting({
    setting: 'chat.chat_file_sharing',
    fields: ['externalFileSharing'],
    holds: value => isOneOf(value, 'externalFileSharing', ['NO_FILES']),
  }),
})
