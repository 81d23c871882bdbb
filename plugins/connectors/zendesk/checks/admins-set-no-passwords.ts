import { defineCheck, derived, settingIs } from '@casbah/sdk'

export const adminsSetNoPasswords = defineCheck({
  name: 'admins-set-no-passwords',
  title: 'Administrators cannot set passwords of others',
  description:
    'Who sets the password of another can sign in as them, and what is done then stands under the wrong name. A reset leaves the choice to its owner.',
  severity: 'MEDIUM',
  category: 'password',
  points: 5,
  reads: ['security'],
  remediation:
    'In Admin Center open *Account → Security → Advanced → Authentication* and turn off *Allow admins to set passwords*.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/account-configuration/security_settings/',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: settingIs('security.security_settings.admins_can_set_user_passwords', false, {
    say: can => `Administrators ${can ? 'can' : 'cannot'} set passwords of others.`,
    unknown: 'Zendesk did not say whether administrators can set passwords.',
  }),
})
