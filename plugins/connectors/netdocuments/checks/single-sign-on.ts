import { defineCheck, derived } from '@casbah/sdk'

/** The API says nothing of how people sign in, so people look. */
export const singleSignOn = defineCheck({
  name: 'single-sign-on',
  title: 'Internal users sign in through the identity provider',
  description:
    'A password of NetDocuments alone stays good when somebody leaves, and knows nothing of the second factor that the identity provider asks for.',
  severity: 'HIGH',
  category: 'sso',
  points: 8,
  reads: [],
  remediation:
    'Open *Admin → repository name → Security Center*, set up *Federated identity* with your identity provider and require it for internal users.',
  frameworks: derived({ 'NIST 800-53': 'IA-2', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.16' }),
})
