import { defineCheck, stated } from '@casbah/sdk'
import { cis7 } from '../benchmark.ts'

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
  frameworks: [...cis7('2.3'), ...stated({ 'ISO 27001': 'A.5.5', 'CIS Controls': '17.2' })],
})
