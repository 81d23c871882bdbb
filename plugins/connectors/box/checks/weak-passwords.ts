import { defineCheck, derived, settingsAre } from '@casbah/sdk'
import { untold } from './settings.ts'

export const weakPasswords = defineCheck({
  name: 'weak-passwords',
  title: 'Weak and leaked passwords are refused',
  description: 'Passwords that were found elsewhere, or are on every list, are what is tried first.',
  severity: 'MEDIUM',
  category: 'password',
  points: 5,
  reads: ['settings'],
  remediation:
    'In *Admin Console → Enterprise Settings → Security → Password Requirements* turn on *Prevent common words and email addresses* and *Exposed password detection*.',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: settingsAre(
    [
      { name: 'weak passwords', path: 'settings.security.is_weak_password_prevention_enabled.value', is: true },
      { name: 'leaked passwords', path: 'settings.security.is_password_leak_detection_enabled.value', is: true },
    ],
    {
      say: (good, all) => `${good} of ${all} kinds of known passwords are refused.`,
      unknown: untold('whether known passwords are refused'),
    },
  ),
})
