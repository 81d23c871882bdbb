import { defineCheck, derived } from '@casbah/sdk'

/** The API says nothing of it, so people look. */
export const strictSignIn = defineCheck({
  name: 'strict-sign-in',
  title: 'People sign in through the identity provider alone',
  description:
    'A password or mailbox beside it stays good when somebody leaves, and knows nothing of its second factor.',
  severity: 'HIGH',
  category: 'sso',
  points: 8,
  reads: [],
  touchedBy: ['AUTHENTICATION-ACTIVATE_DOMAIN_STRICT', 'AUTHENTICATION-DEACTIVATE_DOMAIN_STRICT'],
  remediation:
    'In *Admin Center → Authentication* activate your domains with SAML, and switch all other ways to sign in off.',
  frameworks: derived({ 'NIST 800-53': ['IA-2', 'IA-8'], 'SOC 2': 'CC6.1', 'ISO 27001': ['A.5.16', 'A.8.5'] }),
})
