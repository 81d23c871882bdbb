import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { flagsAre, judgeSetting } from './settings.ts'

export const gmailNoAutoForwarding = defineCheck({
  name: 'gmail-no-auto-forwarding',
  title: 'Mail is not forwarded out by rules',
  description:
    'The first thing that a thief sets up in a mailbox is a rule that sends him all to come. Without automatic forwarding it ends with his access.',
  severity: 'HIGH',
  category: 'dlp',
  points: 7,
  reads: ['policies'],
  touchedBy: ['admin.CHANGE_GMAIL_SETTING', 'admin.CHANGE_EMAIL_SETTING'],
  remediation:
    'In the admin console open *Apps → Google Workspace → Gmail → End User Access* and take the tick from *Allow users to automatically forward incoming email to another address*.',
  frameworks: [...cis('3.1.3.5.2'), ...stated({ 'CISA SCuBA': 'GWS.GMAIL.11.1v1', 'NIST 800-53': 'AC-4' })],
  judge: judgeSetting({
    setting: 'gmail.auto_forwarding',
    fields: ['enableAutoForwarding'],
    holds: value => flagsAre(value, { enableAutoForwarding: false }),
  }),
})
