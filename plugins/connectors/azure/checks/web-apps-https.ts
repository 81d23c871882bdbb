import { defineCheck, judgeTally } from '@casbah/sdk'
import { propertyIs } from './property-is.ts'

export const webAppsHttps = defineCheck({
  name: 'web-apps-https',
  title: 'Web apps take encrypted connections alone',
  description: 'What is sent in plain text, sign-ins with it, is read by whoever is on the way.',
  severity: 'HIGH',
  category: 'network',
  points: 6,
  reads: ['webApps'],
  each: 'webApps',
  remediation:
    'In the Azure portal open each app named here, *Settings → Configuration → General settings*, and switch *HTTPS Only* on.',
  frameworks: [
    { framework: 'CIS Microsoft Azure Foundations', version: '3.0', requirement: '9.1' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SC-8', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.7', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.24', derived: true },
  ],
  judgeRow: propertyIs('httpsOnly', value => value === true, false),
  judge: ({ webApps }) =>
    judgeTally(webApps, {
      say: (passing, all) => `${passing} of ${all} web apps take encrypted connections alone.`,
      none: 'There are no web apps.',
    }),
})
