import { defineCheck } from '@casbah/sdk'
import { judgeAppRules, asksTwoFactors } from './access-rules.ts'

export const dashboardMfa = defineCheck({
  name: 'dashboard-mfa',
  title: 'The dashboard asks for two factors',
  description:
    'The dashboard opens every app that a user has. Behind a password alone, one guessed password opens all of them.',
  severity: 'HIGH',
  category: 'mfa',
  points: 9,
  reads: ['apps', 'accessRules'],
  remediation:
    'In the admin console open *Applications → Okta Dashboard → Sign On → User authentication*, open its policy and set *User must authenticate with* of every rule that allows access to two factors.',
  frameworks: [
    { framework: 'DISA STIG', version: 'Okta IDaaS V1R2', requirement: 'OKTA-APP-000570' },
    { framework: 'CIS Controls', version: '8.1', requirement: '6.3' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2(2)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.5', derived: true },
  ],
  judge: judgeAppRules('okta_enduser', {
    holds: asksTwoFactors,
    say: 'ask for two factors',
  }),
})
