import { defineCheck, derived, whole } from '@casbah/sdk'
import { z } from 'zod'
import { endsWithin } from './settings.ts'

export const sessionTimeout = defineCheck({
  name: 'session-timeout',
  title: 'Web sessions end after 20 minutes without activity',
  description: 'Who finds the computer, or takes the cookie, signs and sends in the name of who left it.',
  severity: 'MEDIUM',
  category: 'session',
  points: 5,
  reads: ['settings'],
  parameters: z.object({
    minutes: whole({ least: 1, most: 1_440, usual: 20 }, 'Minutes without activity that are let pass.'),
  }),
  remediation: 'In *eSignature Settings → Security Settings* set *Web session timeout* to 20 minutes or less.',
  frameworks: derived({ 'NIST 800-53': 'AC-12', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: endsWithin('settings.sessionTimeout', 'minutes', 'Web sessions'),
})
