import { defineCheck, derived, settingIs } from '@casbah/sdk'

export const twoFactorEnforced = defineCheck({
  name: 'two-factor-enforced',
  title: 'Team members must use a second factor',
  description:
    'A password alone is found by guessing, by fake pages, or in a leak from elsewhere. Behind each agent lie the words of all customers.',
  severity: 'CRITICAL',
  category: 'mfa',
  points: 10,
  reads: ['security'],
  remediation:
    'In Admin Center open *Account → Security → Team member authentication*, and under *Zendesk authentication* choose *Require two-factor authentication (2FA)*. Where single sign-on is enforced, require it at the identity provider.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/account-configuration/security_settings/',
  frameworks: derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: settingIs('security.security_settings.authentication.agent.two_factor_enforce', true, {
    say: is => `Team members ${is ? 'must' : 'need not'} use a second factor.`,
    unknown: 'Zendesk did not say whether team members must use a second factor.',
  }),
})
