import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { isOneOf, judgeSetting } from './settings.ts'

export const chatExternal = defineCheck({
  name: 'chat-external',
  title: 'Chats with outsiders are off or with trusted domains alone',
  description: 'Chat is where people trust fastest, and a stranger who writes there is seldom asked who he is.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 4,
  reads: ['policies'],
  touchedBy: ['admin.CHANGE_CHAT_SETTING'],
  remediation:
    'In the admin console open *Apps → Google Workspace → Google Chat → External chat settings*: turn it off, or allow only allowlisted domains.',
  frameworks: [...cis('3.1.4.2.1'), ...stated({ 'CISA SCuBA': 'GWS.CHAT.4.1v1', 'CIS Controls': '3.3' })],
  judge: judgeSetting({
    setting: 'chat.external_chat_restriction',
    fields: ['allowExternalChat', 'externalChatRestriction'],
    holds: value => value.allowExternalChat === false || isOneOf(value, 'externalChatRestriction', ['TRUSTED_DOMAINS']),
  }),
})
