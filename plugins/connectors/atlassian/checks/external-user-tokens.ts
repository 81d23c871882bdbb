import { defineCheck, derived } from '@casbah/sdk'

export const externalUserTokens = defineCheck({
  name: 'external-user-tokens',
  title: 'External users cannot use API tokens',
  description:
    'People from outside are let in to see something, and a token lets a program of theirs take all of it. No public API tells the policy for external users.',
  severity: 'MEDIUM',
  category: 'guest',
  points: 5,
  reads: [],
  touchedBy: ['external_user_policy_updated'],
  remediation:
    'In Atlassian Administration open *Security → External users*, and set *API token access* to blocked and *Two-step verification* to required.',
  frameworks: derived({ 'NIST 800-53': 'IA-5', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
})
