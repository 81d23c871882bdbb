import { defineCheck, derived, settingIs } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
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
  frameworks: [...cis('1.3.9'), ...derived({ 'NIST 800-53': 'CM-6', 'ISO 27001': 'A.8.9' })],
  judge: settingIs('organization.is_verified', true, {
    say: verified => `The organisation has ${verified ? 'a' : 'no'} verified domain.`,
    unknown: OWNERS_ONLY,
  }),
})
