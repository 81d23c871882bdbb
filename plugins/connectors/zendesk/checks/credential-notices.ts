import { defineCheck, settingIs } from '@casbah/sdk'

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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SI-4(5)', derived: true },
    { framework: 'SOC 2', requirement: 'CC7.2', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.16', derived: true },
  ],
  judge: settingIs('security.security_settings.email_agent_when_sensitive_fields_changed', true, {
    say: told => `Users ${told ? 'are' : 'are not'} told when their credentials change.`,
    unknown: 'Zendesk did not say whether users are told of changed credentials.',
  }),
})
