import { defineCheck, derived } from '@casbah/sdk'

/** Only the SOAP Metadata API tells it, which wants the session in the message. */
export const myDomainOnly = defineCheck({
  name: 'my-domain-only',
  title: 'People sign in at the own domain of the org alone',
  description:
    'At login.salesforce.com the rules of the company’s own sign-in page do not hold, and pages that only look like it are easier to pass off.',
  severity: 'MEDIUM',
  category: 'sso',
  points: 4,
  reads: [],
  touchedBy: ['enableRequireLoginFromOrgDomain', 'disableRequireLoginFromOrgDomain'],
  remediation:
    'Open *Setup → My Domain → Policies* and turn on *Prevent login from https://login.salesforce.com*; do the same for API logins.',
  frameworks: derived({ 'NIST 800-53': 'IA-2', 'SOC 2': 'CC6.1' }),
})
