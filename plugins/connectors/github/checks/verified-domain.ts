import { defineCheck, settingIs } from '@casbah/sdk'
import { OWNERS_ONLY } from './owners-only.ts'

export const verifiedDomain = defineCheck({
  name: 'verified-domain',
  title: 'The organisation has a verified domain',
  description:
    'The badge lets people tell the company’s own organisation from one that only looks like it, and only then can notices be held to the company’s addresses.',
  severity: 'MEDIUM',
  category: 'domain',
  points: 3,
  reads: ['organization'],
  touchedBy: ['organization_domain.*'],
  remediation:
    'Open *Organization settings → Verified and approved domains*, choose *Add a domain* and set the TXT record that GitHub shows.',
  frameworks: [
    { framework: 'CIS GitHub', version: '1.2.0', requirement: '1.3.9' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-6', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.9', derived: true },
  ],
  judge: settingIs('organization.is_verified', true, {
    say: verified => `The organisation has ${verified ? 'a' : 'no'} verified domain.`,
    unknown: OWNERS_ONLY,
  }),
})
