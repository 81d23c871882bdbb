import { defineCheck, derived } from '@casbah/sdk'
import { switchesAre } from './settings.ts'

export const socialSignInOff = defineCheck({
  name: 'social-sign-in-off',
  title: 'Nobody signs in by a private account elsewhere',
  description: 'A private account at another service knows no second factor of yours, and stays when somebody leaves.',
  severity: 'MEDIUM',
  category: 'sso',
  points: 5,
  reads: ['settings'],
  remediation: 'In *eSignature Settings → Security Settings* untick *Allow sign-in with social accounts*.',
  frameworks: derived({ 'NIST 800-53': ['IA-2', 'IA-8'], 'SOC 2': 'CC6.1', 'ISO 27001': ['A.5.16', 'A.8.5'] }),
  judge: switchesAre(
    [
      ['settings.allowSocialIdLogin', false, 'social sign-in is not allowed'],
      ['settings.enableSocialIdLogin', false, 'social sign-in is off'],
    ],
    'switches of social sign-in are off',
    'whether people sign in by social accounts',
  ),
})
