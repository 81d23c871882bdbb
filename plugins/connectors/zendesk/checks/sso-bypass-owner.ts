import { defineCheck, derived, settingWithin } from '@casbah/sdk'

export const ssoBypassOwner = defineCheck({
  name: 'sso-bypass-owner',
  title: 'Only the owner may get past single sign-on',
  description:
    'When the identity provider is down, a link by e-mail lets in. As long as every administrator may ask for one, each of their mailboxes is a way around single sign-on.',
  severity: 'MEDIUM',
  category: 'sso',
  points: 5,
  reads: ['security'],
  remediation:
    'In Admin Center open *Account → Security → Team member authentication*, and under *SSO bypass* choose *Account owner*.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/account-configuration/security_settings/',
  frameworks: derived({ 'NIST 800-53': 'AC-6', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  // 1 is the owner, 2 are all administrators.
  judge: settingWithin(
    'security.security_settings.authentication.agent.remote_bypass',
    { least: 1, most: 1 },
    {
      say: who => `${who === 1 ? 'Only the owner' : 'More than the owner'} may get past single sign-on.`,
      unknown: 'Zendesk did not say who may get past single sign-on.',
    },
  ),
})
