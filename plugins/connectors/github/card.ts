import { pathTo, type Card, type Config } from '@casbah/sdk'
import { z } from 'zod'

/** Path of the connected organisation. */
export const orgPath = (config: Config) => pathTo`/orgs/${config.org}`

const headers = { limit: 'x-ratelimit-limit', remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' }

export const card: Card = {
  slug: 'github',
  name: 'GitHub Enterprise Cloud',
  vendor: 'GitHub, Inc.',
  config: z.object({
    org: z
      .string()
      .regex(/^[a-zA-Z0-9](-?[a-zA-Z0-9]){0,38}$/, {
        error: 'Give the name of the organisation as in its address: acme for https://github.com/acme.',
      })
      .describe('Name of the organisation, as in https://github.com/<name>.'),
    repositories: z
      .enum(['all', 'public'], { error: 'Give "all" or "public".' })
      .default('all')
      .describe('Which repositories are listed: all, or only those that anyone can see.'),
  }),
  baseUrl: 'https://api.github.com',
  hosts: ['api.github.com'],
  headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
  auth: [
    {
      name: 'app',
      title: 'GitHub App',
      instructions:
        'As an **owner** open *Organization settings → Developer settings → GitHub Apps → New GitHub App*, name it and switch *Webhook → Active* off. Under *Organization permissions* choose **Administration: Read-only** and **Members: Read-only** (for `remove-member` *Read and write*); for `make-repository-private` also *Repository permissions → Administration: Read and write*. Create it, note the **App ID**, choose *Generate a private key* and keep the file. Then *Install App* in the organisation, on all repositories; the number at the end of the address that follows is the **installation ID**.',
      fields: [
        { name: 'appId', title: 'App ID', secret: false },
        { name: 'installationId', title: 'Installation ID', secret: false },
        { name: 'privateKey', title: 'Private key (PEM)', secret: true },
      ],
      scheme: {
        type: 'jwtExchange',
        privateKey: '{privateKey}',
        issuer: '{appId}',
        // GitHub takes ten minutes at most, by its own clock.
        assertionSeconds: 540,
        tokenUrl: 'https://api.github.com/app/installations/{installationId}/access_tokens',
        fields: { token: 'token', expires: 'expires_at' },
      },
    },
    {
      name: 'token',
      title: 'Personal access token (classic)',
      instructions:
        'Sign in as an **owner** of the organisation. Open *Settings → Developer settings → Personal access tokens → Tokens (classic)*, choose *Generate new token* and tick `read:audit_log`, `read:org`, `repo` and, for the posture checks and actions, `admin:org`. If the organisation uses SAML single sign-on, choose *Configure SSO → Authorize* beside the token.',
      fields: [{ name: 'token', title: 'Personal access token', secret: true }],
      scheme: { type: 'header', header: 'authorization', value: 'Bearer {token}' },
      expiry: { header: 'github-authentication-token-expiration' },
    },
  ],
  // The audit log counts for itself; everything else shares the hourly amount of the token's owner.
  limits: [
    { name: 'audit-log', amount: 1750, windowSeconds: 3600, matches: ['/orgs/{org}/audit-log'], headers },
    {
      name: 'rest',
      amount: 4500,
      windowSeconds: 3600,
      matches: [
        '/orgs/{org}/members',
        '/orgs/{org}/repos',
        '/orgs/{org}/outside_collaborators',
        '/orgs/{org}/actions',
        '/repos/',
      ],
      headers,
    },
  ],
  throttled: [
    { status: 403, header: { name: 'x-ratelimit-remaining', value: '0' } },
    { status: 403, bodyIncludes: 'secondary rate limit' },
  ],
  scopes: [
    {
      scope: 'read:audit_log',
      reason: 'Reads the audit log of the organisation.',
      remedy:
        'Token: Settings, Developer settings, Personal access tokens, Tokens (classic), tick read:audit_log. App: Permissions & events, Organization permissions, Administration: Read-only; then let an owner accept it.',
      includedIn: ['audit_log'],
      probe: config => ({ path: `${orgPath(config)}/audit-log`, query: { per_page: 1 } }),
    },
    {
      scope: 'read:org',
      reason: 'Lists members, owners and outside collaborators.',
      remedy:
        'Token: Settings, Developer settings, Personal access tokens, Tokens (classic), tick read:org. App: Permissions & events, Organization permissions, Members: Read-only; then let an owner accept it.',
      includedIn: ['write:org', 'admin:org'],
      probe: config => ({ path: `${orgPath(config)}/members`, query: { per_page: 1 } }),
    },
    {
      scope: 'repo',
      reason: 'Lists private repositories; without it only public ones are seen.',
      remedy:
        'Token: Settings, Developer settings, Personal access tokens, Tokens (classic), tick repo. App: Permissions & events, Repository permissions, Metadata: Read-only; then let an owner accept it.',
    },
  ],
  // Classic tokens have it; tokens of apps do not, and are told by the probes.
  grantedScopes: { header: 'x-oauth-scopes' },
  probe: config => ({ path: `${orgPath(config)}/audit-log`, query: { per_page: 1 } }),
}
