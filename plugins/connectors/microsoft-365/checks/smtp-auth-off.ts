import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'

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
  frameworks: [...cis('6.5.4'), ...stated({ 'CISA SCuBA': 'MS.EXO.5.1v1' })],
})
