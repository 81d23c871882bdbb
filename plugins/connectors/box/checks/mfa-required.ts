import { defineCheck, derived, settingIs } from '@casbah/sdk'
import { untold } from './settings.ts'

export const mfaRequired = defineCheck({
  name: 'mfa-required',
  title: 'Managed users need a second factor',
  description:
    'Whoever has a password, guessed or stolen, has all the files behind it, unless something else is asked for.',
  severity: 'CRITICAL',
  category: 'mfa',
  points: 10,
  reads: ['settings'],
  remediation:
    'In *Admin Console → Enterprise Settings → Security* turn on *Require 2-step verification* for all managed users; by authenticator app rather than by text message.',
  frameworks: derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: settingIs('settings.security.is_multi_factor_auth_required.value', true, {
    say: on =>
      on === true ? 'A second factor is required of managed users.' : 'No second factor is required of managed users.',
    unknown: untold('whether a second factor is required'),
  }),
})
