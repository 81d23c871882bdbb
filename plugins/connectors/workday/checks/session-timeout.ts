import { defineCheck, derived, settingWithin } from '@casbah/sdk'
import { z } from 'zod'
import { notSaid, tenantSetting } from './tenant-setting.ts'

export const sessionTimeout = defineCheck({
  name: 'session-timeout',
  title: 'Idle sessions end within 30 minutes',
  description: 'A page with pay and addresses stays open on a computer that anybody may pass by.',
  severity: 'MEDIUM',
  category: 'session',
  points: 5,
  reads: ['tenantSecurity'],
  parameters: z.object({
    minutes: z.number().int().min(1).max(720).default(30).describe('Idle minutes that a session may last.'),
  }),
  remediation: 'Run *Edit Tenant Setup - Security* and set *Maximum Inactive Minutes* to 30 or less.',
  frameworks: derived({ 'NIST 800-53': 'AC-12', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: settingWithin(
    tenantSetting('Session_Timeout_Minutes'),
    { least: 1, most: 'minutes' },
    {
      say: (minutes, { most }) => `Sessions end after ${minutes} idle minutes; at most ${most} are asked for.`,
      unknown: notSaid('Session_Timeout_Minutes'),
    },
  ),
})
