import { defineCheck } from '@casbah/sdk'

export const smtpAuthOff = defineCheck({
  name: 'smtp-auth-off',
  title: 'Mailboxes do not send by SMTP with a password',
  description: 'Sending by SMTP knows the password alone and is what guessed passwords are used for first.',
  severity: 'HIGH',
  category: 'mfa',
  points: 7,
  reads: [],
  remediation:
    'In the Exchange admin center open *Settings → Mail flow* and turn on *Turn off SMTP AUTH protocol for your organization*.',
  frameworks: [
    { framework: 'CIS Microsoft 365', version: '7.0', requirement: '6.5.4' },
    { framework: 'CISA SCuBA', requirement: 'MS.EXO.5.1v1' },
  ],
})
