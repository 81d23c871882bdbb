import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { flagsAre, judgeSetting } from './settings.ts'

export const gmailNoImap = defineCheck({
  name: 'gmail-no-imap',
  title: 'Mail is not read by IMAP',
  description: 'Old mail programs keep whole mailboxes on devices that nobody manages, and know no second step.',
  severity: 'MEDIUM',
  category: 'email',
  points: 4,
  reads: ['policies'],
  touchedBy: ['admin.CHANGE_GMAIL_SETTING', 'admin.CHANGE_EMAIL_SETTING'],
  remediation:
    'In the admin console open *Apps → Google Workspace → Gmail → End User Access → POP and IMAP access* and turn IMAP off.',
  frameworks: [...cis('3.1.3.5.1'), ...stated({ 'CISA SCuBA': 'GWS.GMAIL.9.1v1', 'CIS Controls': '4.8' })],
  judge: judgeSetting({
    setting: 'gmail.imap_access',
    fields: ['enableImapAccess'],
    holds: value => flagsAre(value, { enableImapAccess: false }),
  }),
})
