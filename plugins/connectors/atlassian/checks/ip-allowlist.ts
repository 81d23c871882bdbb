import { defineCheck, derived } from '@casbah/sdk'
import { onePolicyOf } from './policies.ts'

export const ipAllowlist = defineCheck({
  name: 'ip-allowlist',
  title: 'An IP allowlist is in force',
  description: 'With an allowlist, a stolen password or token is of no use from the address of a stranger.',
  severity: 'MEDIUM',
  category: 'network',
  points: 5,
  reads: ['ipAllowlists'],
  remediation:
    'In Atlassian Administration open *Security → IP allowlists*, create one with the networks that your people come from, and choose the apps of each site. It takes a Premium or Enterprise plan.',
  frameworks: derived({ 'NIST 800-53': 'SC-7', 'SOC 2': 'CC6.6', 'ISO 27001': 'A.8.20' }),
  judge: onePolicyOf('ipAllowlists', 'ip-allowlist'),
})
