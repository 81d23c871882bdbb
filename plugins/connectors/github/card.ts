import type { Card, Config } from '@casbah/sdk'
import { z } from 'zod'

/** Path of the connected organisation. */
export const orgPath = (config: Config) => `/orgs/${encodeURIComponent(String(config.org))}`

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
      name: 'token',
      title: 'Personal access token (classic)',
      instructions:
        'Sign in as an **owner** of the organisation. Open *Settings → Developer settings → Personal access tokens → Tokens (classic)*, choose *Generate new token* and tick `read:audit_log`, `read:org`, `repo` and, for the posture checks and actions, `admin:org`. If the organisation uses SAML single sign-on, choose *Configure SSO → Authorize* beside the token.',
      fields: [{ name: 'token', title: 'Personal access token', secret: true }],
      scheme: { type: 'header', header: 'authorization', value: 'Bearer {token}' },
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
    { scope: 'read:audit_log', reason: 'Reads the audit log of the organisation.' },
    { scope: 'read:org', reason: 'Lists members, owners and outside collaborators.' },
    { scope: 'repo', reason: 'Lists private repositories; without it only public ones are seen.' },
  ],
  probe: config => ({ path: `${orgPath(config)}/audit-log`, query: { per_page: 1 } }),
}
