import { defineCheck, derived, settingWithin, whole } from '@casbah/sdk'
import { z } from 'zod'
import { untold } from './settings.ts'

export const passwordLength = defineCheck({
  name: 'password-length',
  title: 'Passwords have at least 12 characters',
  description: 'Length protects a password better than any mixture of signs.',
  severity: 'MEDIUM',
  category: 'password',
  points: 5,
  reads: ['passwordRules'],
  parameters: z.object({ length: whole({ least: 8, most: 100, usual: 12 }, 'Characters that a password must have.') }),
  remediation:
    'In *eSignature Settings → Security Settings → Password Strength* choose *Custom* and at least 12 characters.',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: settingWithin(
    'passwordRules.minimumPasswordLength',
    { least: 'length' },
    {
      say: (length, { least }) => `Passwords have at least ${length} characters; ${least} are asked for.`,
      unknown: untold('how long passwords are'),
    },
  ),
})
