import { defineCheck, derived, settingWithin } from '@casbah/sdk'
import { z } from 'zod'
import { notSaid, tenantSetting } from './tenant-setting.ts'

export const passwordLength = defineCheck({
  name: 'password-length',
  title: 'Passwords have at least 12 signs',
  description: 'Where people sign in by a password, a short one is found by trying.',
  severity: 'MEDIUM',
  category: 'password',
  points: 4,
  reads: ['tenantSecurity'],
  parameters: z.object({
    signs: z.number().int().min(1).max(128).default(12).describe('Signs that a password must have at least.'),
  }),
  remediation: 'Run *Maintain Password Rules* and set *Minimum Password Length* to 12 or more.',
  frameworks: derived({ 'NIST 800-53': 'IA-5(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  judge: settingWithin(
    tenantSetting('Password_Minimum_Length'),
    { least: 'signs' },
    {
      say: (length, { least }) => `Passwords have at least ${length} signs; ${least} are asked for.`,
      unknown: notSaid('Password_Minimum_Length'),
    },
  ),
})
