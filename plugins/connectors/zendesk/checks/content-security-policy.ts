import { defineCheck, derived, settingIs } from '@casbah/sdk'

export const contentSecurityPolicy = defineCheck({
  name: 'content-security-policy',
  title: 'The content security policy blocks',
  description:
    'Apps and pages that load what they were not allowed to are the way of a foreign script into the agents’ workspace. Merely reported, it runs.',
  severity: 'LOW',
  category: 'web',
  points: 3,
  reads: ['security'],
  remediation: 'In Admin Center open *Account → Security → Advanced → Content security policy* and turn on blocking.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/account-configuration/security_settings/',
  frameworks: derived({ 'NIST 800-53': 'SI-10', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.26' }),
  judge: settingIs('security.security_settings.csp_blocking_enabled', true, {
    say: blocks => `The content security policy ${blocks ? 'blocks' : 'does not block'}.`,
    unknown: 'Zendesk did not say whether the content security policy blocks.',
  }),
})
