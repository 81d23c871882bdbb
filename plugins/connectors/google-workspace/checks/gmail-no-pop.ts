import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { flagsAre, judgeSetting } from './settings.ts'

export const gmailNoPop = defineCheck({
  name: 'gmail-no-pop',
  title: 'Mail is not read by POP',
  description: 'POP takes the whole mailbox away to a device that nobody manages, and knows no second step.',
  severity: 'MEDIUM',
  category: 'email',
  points: 4,
  reads: ['policies'],
  touchedBy: ['admin.CHANGE_GMAIL_SETTING', 'admin.CHANGE_EMAIL_SETTING'],
  remediation:
    'In the admin console open *Apps → Google Workspace → Gmail → End User Access → POP and IMAP access* and turn POP off.',
  frameworks: [...cis('3.1.3.5.1'), ...stated({ 'CISA SCuBA': 'GWS.GMAIL.9.1v1', 'CIS Controls': '4.8' })],
  judge: judgeSetting({
    setting: 'gmail.pop_access',
    fields: ['enablePopAccess'],
    holds: value => flagsAre(value, { enablePopAccess: false }),
  }),
})
