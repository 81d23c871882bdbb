import { defineCheck, derived } from '@casbah/sdk'
import { lastSaid } from './last-said.ts'

/** No call tells this policy; the log tells when it was changed. */
export const twoStepVerification = defineCheck({
  name: 'two-step-verification',
  title: 'The team requires two-step verification',
  description:
    'A password that leaked elsewhere is enough to read all that its owner can, unless something else is asked for.',
  severity: 'CRITICAL',
  category: 'mfa',
  points: 9,
  reads: ['tfaChanges'],
  touchedBy: ['tfa_add_exception', 'tfa_remove_exception'],
  remediation: 'In the admin console open *Settings → Two-step verification*, and choose *Required for all*.',
  frameworks: derived({ 'NIST 800-53': ['IA-2(1)', 'IA-2(2)'], 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: lastSaid('tfaChanges', 'two-step verification', {
    is: ({ '.tag': found }) => found === 'require_tfa_enable',
    say: ({ '.tag': found }) => `Two-step verification was last set to "${found}"; "require_tfa_enable" is asked for.`,
  }),
})
