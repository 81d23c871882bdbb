import { defineCheck, derived, judgeListed } from '@casbah/sdk'
import { claimed } from './shapes.ts'

const UNKNOWN =
  'DocuSign listed no domain that the organisation claimed. Claim one under *Domains*, and consent to domain_read and identity_provider_read.'

export const identityProvider = defineCheck({
  name: 'identity-provider',
  title: 'Claimed domains sign in by an identity provider',
  description: 'Only of a domain that is claimed and has an identity provider can single sign-on be required.',
  severity: 'HIGH',
  category: 'sso',
  points: 8,
  reads: ['identityProviders', 'domains'],
  remediation: 'In *DocuSign Admin* add one under *Identity Providers*, and under *Domains* choose it for each domain.',
  frameworks: derived({ 'NIST 800-53': ['IA-2', 'IA-8'], 'SOC 2': 'CC6.1', 'ISO 27001': ['A.5.16', 'A.8.5'] }),
  judge: judgeListed(
    claimed,
    UNKNOWN,
    ({ identityProviders, domains }) =>
      domains.map(({ host_name: name, status, identity_provider_id: provider }) => ({
        name,
        passed: status === 'active' && identityProviders.some(({ id }) => id === provider),
        detail: status === 'active' ? (provider ? 'its provider is not there' : 'no provider') : `it is ${status}`,
      })),
    { say: (good, all) => `${good} of ${all} domains are active and have an identity provider.` },
  ),
})
