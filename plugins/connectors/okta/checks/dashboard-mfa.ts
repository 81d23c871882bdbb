import { defineCheck, derived, stated } from '@casbah/sdk'
import { stig } from '../benchmark.ts'
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
    ...stig('OKTA-APP-000570'),
    ...stated({ 'CIS Controls': '6.3' }),
    ...derived({ 'NIST 800-53': 'IA-2(2)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  ],
  judge: judgeAppRules('okta_enduser', {
    holds: asksTwoFactors,
    say: 'ask for two factors',
  }),
})
