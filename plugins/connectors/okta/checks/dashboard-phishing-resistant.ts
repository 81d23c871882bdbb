import { defineCheck } from '@casbah/sdk'
import { judgeAppRules, resistsPhishing } from './access-rules.ts'

export const dashboardPhishingResistant = defineCheck({
  name: 'dashboard-phishing-resistant',
  title: 'The dashboard asks for a factor that cannot be phished',
  description:
    'Push messages are approved by tired people and codes are typed into false pages. Keys and passkeys are neither.',
  severity: 'MEDIUM',
  category: 'mfa',
  points: 7,
  reads: ['apps', 'accessRules'],
  remediation:
    'In the admin console open *Applications → Okta Dashboard → Sign On → User authentication*, open its policy and tick *Phishing-resistant* in the possession constraints of every rule that allows access.',
  frameworks: [
    { framework: 'DISA STIG', version: 'Okta IDaaS V1R2', requirement: 'OKTA-APP-000180' },
    { framework: 'CIS Controls', version: '8.1', requirement: '6.3' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2(8)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.5', derived: true },
  ],
  judge: judgeAppRules('okta_enduser', {
    holds: resistsPhishing,
    say: 'ask for a factor that cannot be phished',
  }),
})
