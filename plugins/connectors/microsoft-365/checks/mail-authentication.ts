import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'

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
  frameworks: [...cis('2.1.9'), ...stated({ 'CISA SCuBA': ['MS.EXO.2.2v3', 'MS.EXO.3.1v1', 'MS.EXO.4.1v1'] })],
})
