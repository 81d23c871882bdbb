import { defineCheck, derived } from '@casbah/sdk'

export const singleSignOn = defineCheck({
  name: 'single-sign-on',
  title: 'The default authentication policy enforces single sign-on',
  description:
    'A password at Atlassian stays good when somebody leaves, and knows nothing of what the identity provider asks for. No public API tells whether a policy enforces single sign-on.',
  severity: 'HIGH',
  category: 'sso',
  points: 8,
  reads: [],
  touchedBy: ['authentication_policy_*', 'saml_configuration_*', 'identity_provider_*'],
  remediation:
    'In Atlassian Administration open *Security → Identity providers*, connect yours, and under *Authentication policies* enforce single sign-on in the default policy.',
  frameworks: derived({ 'NIST 800-53': 'IA-2', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.16' }),
})
