import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { flagsAre, judgeSetting } from './settings.ts'

export const gmailScanning = defineCheck({
  name: 'gmail-scanning',
  title: 'Suspicious mail is scanned before it is delivered',
  description: 'Google can hold back a message that looks like phishing for the moment that a closer look takes.',
  severity: 'MEDIUM',
  category: 'email',
  points: 4,
  reads: ['policies'],
  touchedBy: ['admin.CHANGE_GMAIL_SETTING', 'admin.CHANGE_EMAIL_SETTING'],
  remediation:
    'In the admin console open *Apps → Google Workspace → Gmail → Spam, phishing and malware → Enhanced pre-delivery message scanning* and turn it on.',
  frameworks: [...cis('3.1.3.6.1'), ...stated({ 'CISA SCuBA': 'GWS.GMAIL.15.1v1', 'CIS Controls': '9.7' })],
  judge: judgeSetting({
    setting: 'gmail.enhanced_pre_delivery_message_scanning',
    fields: ['enableImprovedSuspiciousContentDetection'],
    holds: value => flagsAre(value, { enableImprovedSuspiciousContentDetection: true }),
  }),
})
