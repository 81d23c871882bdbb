import { defineCheck, derived, judgeListed, stated } from '@casbah/sdk'
import { stig } from '../benchmark.ts'
import { superAdmins } from './admin-roles.ts'
import { NO_TOKENS, ownedTokens } from './shapes.ts'

export const apiTokenOwner = defineCheck({
  name: 'api-token-owner',
  title: 'API tokens do not belong to super administrators',
  description:
    'An API token may do what its owner may do, from anywhere and without a second factor. That of a super administrator is the company’s master key in a file.',
  severity: 'HIGH',
  category: 'keys',
  points: 9,
  reads: ['apiTokens', 'adminRoles'],
  emptyPasses: ['apiTokens'],
  remediationAction: 'revoke-api-token',
  remediation:
    'In the admin console open *Security → API → Tokens*. Make a service account with the least role that the program needs, make its token there, and revoke the super administrator’s.',
  frameworks: [
    ...stig('OKTA-APP-003241'),
    ...stated({ 'CIS Controls': '5.4' }),
    ...derived({ 'NIST 800-53': 'IA-5', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.5.17' }),
  ],
  judge: judgeListed(
    { apiTokens: ownedTokens, adminRoles: superAdmins },
    'Okta did not show the API tokens and the roles of their owners.',
    ({ apiTokens, adminRoles: supers }) => apiTokens.map(one => ({ ...one, passed: !supers.has(one.account) })),
    { say: (good, all) => `${good} of ${all} API tokens belong to others than super administrators.`, none: NO_TOKENS },
  ),
})
