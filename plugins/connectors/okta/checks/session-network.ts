import { defineCheck } from '@casbah/sdk'
import { isFromZones, judgeRules, rulesIn } from './rules.ts'

export const sessionNetwork = defineCheck({
  name: 'session-network',
  title: 'Global session policies let in from known networks',
  description:
    'The global session policy is asked before any app is. One that knows zones stops most of the world’s password guessing at the door.',
  severity: 'MEDIUM',
  category: 'network',
  points: 6,
  reads: ['signOnRules'],
  remediation:
    'In the admin console open *Security → Global Session Policy* and set *IF User’s IP is* of every rule that allows access to network zones.',
  frameworks: [
    { framework: 'DISA STIG', version: 'Okta IDaaS V1R2', requirement: 'OKTA-APP-003242' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SC-7', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.6', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.20', derived: true },
  ],
  judge: ({ signOnRules }) =>
    judgeRules(rulesIn(signOnRules), {
      holds: isFromZones,
      say: 'of global session policies let in from network zones alone',
      unknown: 'Okta did not show the rules of global session policies.',
    }),
})
