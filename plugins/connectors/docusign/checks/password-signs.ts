import { defineCheck, derived } from '@casbah/sdk'
import { switchesAre } from './settings.ts'

export const passwordSigns = defineCheck({
  name: 'password-signs',
  title: 'Passwords mix letters, digits and other signs',
  description: 'A password of small letters alone is in the lists that are tried first.',
  severity: 'MEDIUM',
  category: 'password',
  points: 4,
  reads: ['passwordRules'],
  remediation:
    'In *eSignature Settings → Security Settings → Password Strength* choose *Custom* and tick upper case, lower case, number and special character.',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: switchesAre(
    [
      ['passwordRules.passwordIncludeUpperCase', true, 'capital letters'],
      ['passwordRules.passwordIncludeLowerCase', true, 'small letters'],
      ['passwordRules.passwordIncludeDigit', true, 'digits'],
      ['passwordRules.passwordIncludeSpecialCharacter', true, 'other signs'],
    ],
    'kinds of signs are asked for',
    'which signs passwords need',
  ),
})
