import { defineCheck } from '@casbah/sdk'

export const mailAuthentication = defineCheck({
  name: 'mail-authentication',
  title: 'Domains prove their mail',
  description:
    'Without SPF, DKIM and DMARC anybody sends mail in the organisation’s name, to customers as to colleagues.',
  severity: 'HIGH',
  category: 'email',
  points: 7,
  reads: [],
  remediation:
    'In the Defender portal open *Policies & rules → Threat policies → Email authentication settings*, sign each domain by DKIM, and publish SPF and DMARC records in DNS.',
  frameworks: [
    { framework: 'CIS Microsoft 365', version: '7.0', requirement: '2.1.9' },
    { framework: 'CISA SCuBA', requirement: 'MS.EXO.2.2v3' },
    { framework: 'CISA SCuBA', requirement: 'MS.EXO.3.1v1' },
    { framework: 'CISA SCuBA', requirement: 'MS.EXO.4.1v1' },
  ],
})
