import { defineCheck, derived } from '@casbah/sdk'
import { lastSaid } from './last-said.ts'

/** No call tells this policy; the log tells when it was changed. */
export const passwordStrength = defineCheck({
  name: 'password-strength',
  title: 'Passwords have to be strong',
  description: 'Where there is no single sign-on the password of Dropbox is what a thief has to guess.',
  severity: 'MEDIUM',
  category: 'password',
  points: 4,
  reads: ['passwordChanges'],
  remediation: 'In the admin console open *Settings → Passwords → Password strength*, and choose *Strong*.',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: lastSaid('passwordChanges', 'password strength', {
    is: ({ '.tag': found }) => found === 'strong_password',
    say: ({ '.tag': found }) => `Password strength was last set to "${found}"; "strong_password" is asked for.`,
  }),
})
