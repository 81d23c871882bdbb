import { defineCheck } from '@casbah/sdk'
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
    { framework: 'DISA STIG', version: 'Okta IDaaS V1R2', requirement: 'OKTA-APP-000190' },
    { framework: 'CIS Controls', version: '8.1', requirement: '6.5' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2(8)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.5', derived: true },
  ],
  judge: judgeAppRules('saasure', {
    holds: resistsPhishing,
    say: 'ask for a factor that cannot be phished',
  }),
})
