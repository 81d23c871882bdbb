import { defineCheck, derived } from '@casbah/sdk'
import { onePolicyOf } from './policies.ts'

export const dataSecurityPolicy = defineCheck({
  name: 'data-security-policy',
  title: 'A data security policy is in force',
  description:
    'A data security policy keeps pages and issues from being exported, given to apps, or opened to the public by link. Without one, each space and project decides by itself.',
  severity: 'HIGH',
  category: 'sharing',
  points: 7,
  reads: ['dataSecurityPolicies'],
  remediation:
    'In Atlassian Administration open *Security → Data security policies*, create one that covers your spaces and projects, block *public links*, *anonymous access* and *export*, and activate it. It takes Atlassian Guard.',
  frameworks: derived({ 'NIST 800-53': 'AC-4', 'SOC 2': 'CC6.7', 'ISO 27001': 'A.8.12' }),
  judge: onePolicyOf('dataSecurityPolicies', 'data-security'),
})
