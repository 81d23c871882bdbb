import { defineCheck, derived, settingIs } from '@casbah/sdk'

export const credentialNotices = defineCheck({
  name: 'credential-notices',
  title: 'Users are told by e-mail when their credentials change',
  description:
    'Whoever takes over an account changes its password or address first. The mail to its owner is often the only sign.',
  severity: 'LOW',
  category: 'alerting',
  points: 3,
  reads: ['security'],
  remediation:
    'In Admin Center open *Account → Security → Advanced → Authentication* and turn on *Email notification on password change*.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/account-configuration/security_settings/',
  frameworks: derived({ 'NIST 800-53': 'SI-4(5)', 'SOC 2': 'CC7.2', 'ISO 27001': 'A.8.16' }),
  judge: settingIs('security.security_settings.email_agent_when_sensitive_fields_changed', true, {
    say: told => `Users ${told ? 'are' : 'are not'} told when their credentials change.`,
    unknown: 'Zendesk did not say whether users are told of changed credentials.',
  }),
})
