import { defineCheck, settingIs } from '@casbah/sdk'

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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-2(1)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.5', derived: true },
  ],
  judge: settingIs('security.security_settings.authentication.agent.two_factor_enforce', true, {
    say: is => `Team members ${is ? 'must' : 'need not'} use a second factor.`,
    unknown: 'Zendesk did not say whether team members must use a second factor.',
  }),
})
