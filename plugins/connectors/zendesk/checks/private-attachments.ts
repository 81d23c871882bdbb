import { defineCheck, derived, settingIs } from '@casbah/sdk'

export const privateAttachments = defineCheck({
  name: 'private-attachments',
  title: 'Attachments take a sign-in',
  description:
    'Without that, whoever has the address of an attachment opens it: from a forwarded mail, a browser history, a log.',
  severity: 'HIGH',
  category: 'public',
  points: 8,
  reads: ['account'],
  remediation:
    'In Admin Center open *Objects and rules → Tickets → Settings → Attachments* and turn on *Enable secure downloads*.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/account-configuration/account_settings/',
  frameworks: derived({ 'NIST 800-53': 'AC-3', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.3' }),
  judge: settingIs('account.settings.tickets.private_attachments', true, {
    say: secure => `Attachments ${secure ? 'take' : 'do not take'} a sign-in.`,
    unknown: 'Zendesk did not say whether attachments take a sign-in.',
  }),
})
