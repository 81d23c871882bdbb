import { defineCheck } from '@casbah/sdk'
import { isSwitched, judgeRules, rulesIn, ofSession } from './rules.ts'

export const sessionNotPersistent = defineCheck({
  name: 'session-not-persistent',
  title: 'Sessions end with the browser',
  description: 'A cookie that outlives the browser lies on the disk for whoever copies it.',
  severity: 'MEDIUM',
  category: 'session',
  points: 5,
  reads: ['signOnRules'],
  remediation:
    'In the admin console open *Security → Global Session Policy*, edit every rule that allows access and switch *Okta global session cookies persist across browser sessions* off.',
  frameworks: [
    { framework: 'DISA STIG', version: 'Okta IDaaS V1R2', requirement: 'OKTA-APP-001710' },
    { framework: 'CIS Controls', version: '8.1', requirement: '4.3' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-12', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.5', derived: true },
  ],
  judge: ({ signOnRules }) =>
    judgeRules(rulesIn(signOnRules), {
      holds: rule => isSwitched(ofSession(rule, 'usePersistentCookie'), false),
      say: 'of global session policies keep no session beyond the browser',
      unknown: 'Okta did not show the rules of global session policies.',
    }),
})
