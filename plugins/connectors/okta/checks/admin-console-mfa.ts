import { defineCheck, derived, stated } from '@casbah/sdk'
import { stig } from '../benchmark.ts'
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
    ...stig('OKTA-APP-000560'),
    ...stated({ 'CIS Controls': '6.5' }),
    ...derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  ],
  judge: judgeAppRules('saasure', {
    holds: asksTwoFactors,
    say: 'ask for two factors',
  }),
})
