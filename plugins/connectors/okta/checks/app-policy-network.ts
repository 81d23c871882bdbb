import { defineCheck } from '@casbah/sdk'
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
    { framework: 'DISA STIG', version: 'Okta IDaaS V1R2', requirement: 'OKTA-APP-003244' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SC-7', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.6', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.20', derived: true },
  ],
  judge: ({ accessRules }) =>
    judgeRules(rulesIn(accessRules), {
      holds: isFromZones,
      say: 'of app sign-on policies let in from network zones alone',
      unknown: 'Okta did not show the rules of app sign-on policies.',
    }),
})
