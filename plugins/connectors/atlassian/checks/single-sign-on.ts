import { defineCheck } from '@casbah/sdk'

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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.5.16', derived: true },
  ],
})
