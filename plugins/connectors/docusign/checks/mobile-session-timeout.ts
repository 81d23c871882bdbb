import { defineCheck, derived, whole } from '@casbah/sdk'
import { z } from 'zod'
import { endsWithin } from './settings.ts'

export const mobileSessionTimeout = defineCheck({
  name: 'mobile-session-timeout',
  title: 'Mobile sessions end after 20 minutes without activity',
  description: 'A telephone is lost sooner than a computer.',
  severity: 'LOW',
  category: 'session',
  points: 3,
  reads: ['settings'],
  parameters: z.object({
    minutes: whole({ least: 1, most: 1_440, usual: 20 }, 'Minutes without activity that are let pass.'),
  }),
  remediation: 'In *eSignature Settings → Security Settings* set *Mobile session timeout* to 20 minutes or less.',
  frameworks: derived({ 'NIST 800-53': 'AC-12', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: endsWithin('settings.mobileSessionTimeout', 'minutes', 'Mobile sessions'),
})
