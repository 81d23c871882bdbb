import { defineCheck, derived } from '@casbah/sdk'
import { lastSaid } from './last-said.ts'

/** No call tells this policy; the log tells when it was changed. */
export const singleSignOn = defineCheck({
  name: 'single-sign-on',
  title: 'The team requires single sign-on',
  description:
    'A password of Dropbox’s own is out of sight of the identity provider: its second factor, its rules and its deactivation do not reach it.',
  severity: 'HIGH',
  category: 'sso',
  points: 7,
  reads: ['ssoChanges'],
  touchedBy: ['sso_remove_login_url', 'sso_remove_cert'],
  remediation: 'In the admin console open *Settings → Single sign-on*, and choose *Required*.',
  frameworks: derived({ 'NIST 800-53': ['IA-2', 'IA-8'], 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.16' }),
  judge: lastSaid('ssoChanges', 'single sign-on', {
    is: ({ '.tag': found }) => found === 'required',
    say: ({ '.tag': found }) => `Single sign-on was last set to "${found}"; "required" is asked for.`,
  }),
})
