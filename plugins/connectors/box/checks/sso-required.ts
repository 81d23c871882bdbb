import { defineCheck, derived, settingsAre } from '@casbah/sdk'
import { untold } from './settings.ts'

export const ssoRequired = defineCheck({
  name: 'sso-required',
  title: 'Single sign-on is required',
  description:
    'A password of Box alone stays good when somebody leaves, and knows nothing of what the identity provider asks for. While single sign-on is only tested, passwords still work.',
  severity: 'HIGH',
  category: 'sso',
  points: 8,
  reads: ['settings'],
  remediation:
    'In *Admin Console → Enterprise Settings → User Settings → Configure Single Sign On (SSO) for All Users* end *SSO Test Mode* and turn on *SSO Required*.',
  frameworks: derived({ 'NIST 800-53': 'IA-2', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.16' }),
  judge: settingsAre(
    [
      { name: 'single sign-on is required', path: 'settings.user_settings.is_enterprise_sso_required.value', is: true },
      { name: 'it is not in testing', path: 'settings.user_settings.is_enterprise_sso_in_testing.value', is: false },
    ],
    {
      say: (good, all) => `${good} of ${all} settings of single sign-on are as they should be.`,
      unknown: untold('whether single sign-on is required'),
    },
  ),
})
