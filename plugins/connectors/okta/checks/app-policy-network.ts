import { defineCheck, derived } from '@casbah/sdk'
import { stig } from '../benchmark.ts'
import { isFromZones, judgeRules, rulesIn } from './rules.ts'

export const appPolicyNetwork = defineCheck({
  name: 'app-policy-network',
  title: 'Sign-on policies of apps let in from known networks',
  description:
    'A rule that lets in from anywhere lets a thief in from anywhere. With network zones, stolen credentials are of use only from where the company works.',
  severity: 'MEDIUM',
  category: 'network',
  points: 6,
  reads: ['accessRules'],
  remediation:
    'In the admin console open *Security → Authentication policies*, open each policy and set *User’s IP* of every rule that allows access to network zones.',
  frameworks: [
    ...stig('OKTA-APP-003244'),
    ...derived({ 'NIST 800-53': 'SC-7', 'SOC 2': 'CC6.6', 'ISO 27001': 'A.8.20' }),
  ],
  judge: ({ accessRules }) =>
    judgeRules(rulesIn(accessRules), {
      holds: isFromZones,
      say: 'of app sign-on policies let in from network zones alone',
      unknown: 'Okta did not show the rules of app sign-on policies.',
    }),
})
