import { defineCheck, derived, whole } from '@casbah/sdk'
import { z } from 'zod'
import { endsWithin } from './settings.ts'

export const signingSessionTimeout = defineCheck({
  name: 'signing-session-timeout',
  title: 'Signing sessions end after 30 minutes without activity',
  description: 'A document that lies open is read, and signed, by whoever comes by.',
  severity: 'LOW',
  category: 'session',
  points: 3,
  reads: ['settings'],
  parameters: z.object({
    minutes: whole({ least: 1, most: 1_440, usual: 30 }, 'Minutes without activity that are let pass.'),
  }),
  remediation: 'In *eSignature Settings → Security Settings* set *Signing session timeout* to 30 minutes or less.',
  frameworks: derived({ 'NIST 800-53': 'AC-12', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: endsWithin('settings.signingSessionTimeout', 'minutes', 'Signing sessions'),
})
