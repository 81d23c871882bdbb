import { defineCheck } from '@casbah/sdk'
import { judgeAppRules, asksTwoFactors } from './access-rules.ts'

export const adminConsoleMfa = defineCheck({
  name: 'admin-console-mfa',
  title: 'The admin console asks for two factors',
  description:
    'Whoever gets into the admin console can let himself into every app of the company. A password alone must not open it, by no rule of its policy.',
  severity: 'CRITICAL',
  category: 'mfa',
  points: 10,
  reads: ['apps', 'accessRules'],
  remediation:
    'In the admin console open *Applications → Okta Admin Console → Sign On → User authentication*, open its policy and set *User must authenticate with* of every rule that allows access to two factors.',
  frameworks: [
    { framework: 'DISA STIG', version: 'Okta IDaaS V1R2', requirement: 'OKTA-APP-000560' },
    { framework: 'CIS Controls', version: '8.1', requirement: '6.5' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2(1)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.5', derived: true },
  ],
  judge: judgeAppRules('saasure', {
    holds: asksTwoFactors,
    say: 'ask for two factors',
  }),
})
