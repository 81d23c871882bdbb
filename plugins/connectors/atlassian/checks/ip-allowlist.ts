import { defineCheck } from '@casbah/sdk'
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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SC-7', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.6', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.20', derived: true },
  ],
  judge: onePolicyOf('ipAllowlists', 'ip-allowlist'),
})
