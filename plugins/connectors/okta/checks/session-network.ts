import { defineCheck, derived } from '@casbah/sdk'
import { stig } from '../benchmark.ts'
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
    ...stig('OKTA-APP-003242'),
    ...derived({ 'NIST 800-53': 'SC-7', 'SOC 2': 'CC6.6', 'ISO 27001': 'A.8.20' }),
  ],
  judge: ({ signOnRules }) =>
    judgeRules(rulesIn(signOnRules), {
      holds: isFromZones,
      say: 'of global session policies let in from network zones alone',
      unknown: 'Okta did not show the rules of global session policies.',
    }),
})
