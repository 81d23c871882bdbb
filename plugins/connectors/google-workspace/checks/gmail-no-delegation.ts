import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
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
  frameworks: [...cis('3.1.3.1.1'), ...stated({ 'CISA SCuBA': 'GWS.GMAIL.1.1v1', 'NIST 800-53': 'IA-2' })],
  judge: judgeSetting({
    setting: 'gmail.mail_delegation',
    fields: ['enableMailDelegation'],
    holds: value => flagsAre(value, { enableMailDelegation: false }),
  }),
})
