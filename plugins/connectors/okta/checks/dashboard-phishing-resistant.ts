import { defineCheck, derived, stated } from '@casbah/sdk'
import { stig } from '../benchmark.ts'
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
    ...stig('OKTA-APP-000180'),
    ...stated({ 'CIS Controls': '6.3' }),
    ...derived({ 'NIST 800-53': 'IA-2(8)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  ],
  judge: judgeAppRules('okta_enduser', {
    holds: resistsPhishing,
    say: 'ask for a factor that cannot be phished',
  }),
})
