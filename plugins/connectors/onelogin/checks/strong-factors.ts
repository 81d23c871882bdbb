import { defineCheck, derived } from '@casbah/sdk'

/** Policies name factors by numbers of the account, and no API of which the answer is documented says what these are; so people look. */
export const strongFactors = defineCheck({
  name: 'strong-factors',
  title: 'No policy takes text messages, e-mail or questions as a second factor',
  description:
    'A code that comes by phone or mail can be asked for, forwarded or read elsewhere, and an answer be found. A key or a passkey cannot be talked out of anybody.',
  severity: 'HIGH',
  category: 'mfa',
  points: 7,
  reads: [],
  remediation:
    'In the admin console open *Security → Policies*, choose each policy, and under *MFA* take the tick from SMS, e-mail, voice and security questions. WebAuthn and OneLogin Protect stay.',
  frameworks: derived({ 'NIST 800-53': 'IA-2(8)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
})
