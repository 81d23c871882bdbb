import { defineCheck } from '@casbah/sdk'

export const securityContact = defineCheck({
  name: 'security-contact',
  title: 'AWS knows whom to call about security',
  description:
    'When a key of the account shows up in public, AWS writes to this contact; without one to whoever opened the account years ago.',
  severity: 'MEDIUM',
  category: 'ir',
  points: 3,
  reads: [],
  touchedBy: ['account:PutAlternateContact', 'account:DeleteAlternateContact'],
  remediation:
    'In *Account → Alternate contacts* enter under *Security* an address that a team reads, and a telephone number.',
  url: 'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html',
  frameworks: [
    { framework: 'CIS AWS Foundations', version: '7.0', requirement: '2.3' },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.5.5' },
    { framework: 'CIS Controls', version: '8.1', requirement: '17.2' },
  ],
})
