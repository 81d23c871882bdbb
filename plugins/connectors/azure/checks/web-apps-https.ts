import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { cis3 } from '../benchmark.ts'
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
  frameworks: [...cis3('9.1'), ...derived({ 'NIST 800-53': 'SC-8', 'SOC 2': 'CC6.7', 'ISO 27001': 'A.8.24' })],
  judgeRow: propertyIs('httpsOnly', value => value === true, false),
  judge: judgeRows('webApps', {
    say: (passing, all) => `${passing} of ${all} web apps take encrypted connections alone.`,
    none: 'There are no web apps.',
  }),
})
