import { defineCheck, derived, settingIs } from '@casbah/sdk'
import { untold } from './settings.ts'

export const externalPasswords = defineCheck({
  name: 'external-passwords',
  title: 'External collaborators need strong passwords',
  description: 'The files are as safe as the weakest password of anybody who may open them.',
  severity: 'MEDIUM',
  category: 'password',
  points: 5,
  reads: ['settings'],
  remediation:
    'In *Admin Console → Enterprise Settings → Security* turn on *Require strong passwords for external collaborators*.',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: settingIs('settings.security.is_strong_password_for_ext_collab_enabled.value', true, {
    say: on =>
      on === true ? 'External collaborators need strong passwords.' : 'External collaborators may have weak passwords.',
    unknown: untold('which passwords external collaborators need'),
  }),
})
