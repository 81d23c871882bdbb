import { defineCheck, derived } from '@casbah/sdk'

export const singleSignOn = defineCheck({
  name: 'single-sign-on',
  title: 'Members sign in by single sign-on',
  description:
    'Then leaving the company ends access to its code, and the identity provider’s rules hold here, too. It may be set for the enterprise, of which an organisation does not tell.',
  severity: 'MEDIUM',
  category: 'sso',
  points: 6,
  reads: [],
  remediation:
    'Open *Organization settings → Authentication security* (or the enterprise’s) and see that *Enable SAML authentication* and *Require SAML SSO authentication for all members* are ticked.',
  frameworks: derived({ 'NIST 800-53': 'IA-2', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.16' }),
})
