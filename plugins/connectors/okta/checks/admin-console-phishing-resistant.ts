import { defineCheck, derived, stated } from '@casbah/sdk'
import { stig } from '../benchmark.ts'
import { judgeAppRules, resistsPhishing } from './access-rules.ts'

export const adminConsolePhishingResistant = defineCheck({
  name: 'admin-console-phishing-resistant',
  title: 'The admin console asks for a factor that cannot be phished',
  description:
    'A code that an administrator can read can be read to a thief as well. Keys and passkeys are bound to the address of the console.',
  severity: 'HIGH',
  category: 'mfa',
  points: 9,
  reads: ['apps', 'accessRules'],
  remediation:
    'In the admin console open *Applications → Okta Admin Console → Sign On → User authentication*, open its policy and tick *Phishing-resistant* in the possession constraints of every rule that allows access.',
  frameworks: [
    ...stig('OKTA-APP-000190'),
    ...stated({ 'CIS Controls': '6.5' }),
    ...derived({ 'NIST 800-53': 'IA-2(8)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  ],
  judge: judgeAppRules('saasure', {
    holds: resistsPhishing,
    say: 'ask for a factor that cannot be phished',
  }),
})
