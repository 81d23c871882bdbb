import { defineCheck } from '@casbah/sdk'
import { flagsAre, judgeSetting } from './settings.ts'

export const gmailNoDelegation = defineCheck({
  name: 'gmail-no-delegation',
  title: 'Mailboxes are not handed to others',
  description: 'Who may delegate his mailbox may hand it to a thief, and it stays handed after a new password.',
  severity: 'MEDIUM',
  category: 'email',
  points: 4,
  reads: ['policies'],
  touchedBy: ['admin.CHANGE_GMAIL_SETTING', 'admin.CHANGE_EMAIL_SETTING'],
  remediation:
    'In the admin console open *Apps → Google Workspace → Gmail → User settings → Mail delegation* and take the tick away.',
  frameworks: [
    { framework: 'CIS Google Workspace', version: '1.3', requirement: '3.1.3.1.1' },
    { framework: 'CISA SCuBA', requirement: 'GWS.GMAIL.1.1v1' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2' },
  ],
  judge: judgeSetting({
    setting: 'gmail.mail_delegation',
    fields: ['enableMailDelegation'],
    holds: value => flagsAre(value, { enableMailDelegation: false }),
  }),
})
