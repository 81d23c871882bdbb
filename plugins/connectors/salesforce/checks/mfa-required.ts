import { defineCheck, derived } from '@casbah/sdk'

/** Only the SOAP Metadata API tells it, which wants the session in the message. */
export const mfaRequired = defineCheck({
  name: 'mfa-required',
  title: 'A second factor is asked for at every direct sign-in',
  description: 'A second factor that people may leave out protects those alone who need it least.',
  severity: 'CRITICAL',
  category: 'mfa',
  points: 10,
  reads: [],
  touchedBy: ['mFADirectUILoginOptIn*', 'skipSFAWhenMFAUILogin*'],
  remediation:
    'Open *Setup → Identity Verification* and turn on *Require multi-factor authentication (MFA) for all direct UI logins to your Salesforce org*.',
  frameworks: derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1' }),
})
