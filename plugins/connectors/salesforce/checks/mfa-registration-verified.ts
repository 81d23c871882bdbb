import { defineCheck, derived } from '@casbah/sdk'

/** Only the SOAP Metadata API tells it, which wants the session in the message. */
export const mfaRegistrationVerified = defineCheck({
  name: 'mfa-registration-verified',
  title: 'Registering a second factor takes a proof of identity',
  description: 'Whoever holds a password alone could else register a second factor of his own.',
  severity: 'HIGH',
  category: 'mfa',
  points: 7,
  reads: [],
  touchedBy: ['verifyOn2faRegistration*', 'verifyOnEmailChange*'],
  remediation:
    'Open *Setup → Identity Verification* and turn on *Require identity verification during multi-factor authentication (MFA) registration* and *for email address changes*.',
  frameworks: derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1' }),
})
