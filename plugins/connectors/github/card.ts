import { pathTo, type Card, type Config } from '@casbah/sdk'
import { z } from 'zod'

/** Path of the connected organisation. */
export const orgPath = (config: Config) => pathTo`/orgs/${config.org}`

/** Path of the log that is read: the enterprise's where one is named, which has the organisation's events, too. */
export const logPath = ({ org, enterprise }: Config) =>
  enterprise ? pathTo`/enterprises/${enterprise}/audit-log` : pathTo`/orgs/${org}/audit-log`

const below = (path: string) => (config: Config) => orgPath(config) + path
const remedy = (tick: string, permission: string) =>
  `Token: Settings, Developer settings, Personal access tokens, Tokens (classic), tick ${tick}. App: Permissions & events, ${permission}: Read-only; then let an owner accept it.`
/** `path` is refused without the right. */
const probe = (path: typeof orgPath) => ({
  probe: (config: Config) => ({ path: path(config), query: { per_page: 1 } }),
})

/** Only for what GitHub pushes, so it may be left out. */
const webhookSecret = { name: 'webhookSecret', title: 'Secret of the webhook', secret: true, required: false }

const headers = { limit: 'x-ratelimit-limit', remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' }
const HOUR = { windowSeconds: 3600, headers }

/** How all begins that is asked for below an organisation beside its audit log. */
const BELOW =
  'actions credential- dependabot hooks installations member outside_ personal- repos secret-scanning teams'.split(' ')

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
    enterprise: z
      .string()
      .regex(/^[a-zA-Z0-9](-?[a-zA-Z0-9])*$/, {
        error: 'Give the name of the enterprise: acme for https://github.com/enterprises/acme.',
      })
      .optional()
      .describe('Name of the enterprise, to read its audit log instead; takes a token of its owner.'),
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
        'As an **owner** open *Organization settings → Developer settings → GitHub Apps → New GitHub App*, name it and switch *Webhook → Active* off. Under *Organization permissions* choose **Administration**, **Members**, **Personal access tokens** and **Webhooks**, under *Repository permissions* **Administration**, **Dependabot alerts** and **Secret scanning alerts**: *Read-only* each, *Read and write* where actions need it. Create it, note the **App ID**, choose *Generate a private key* and keep the file. Then *Install App* in the organisation, on all repositories; the number at the end of the address that follows is the **installation ID**.',
      fields: [
        { name: 'appId', title: 'App ID', secret: false },
        { name: 'installationId', title: 'Installation ID', secret: false },
        { name: 'privateKey', title: 'Private key (PEM)', secret: true },
        webhookSecret,
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
        'Sign in as an **owner** of the organisation. Open *Settings → Developer settings → Personal access tokens → Tokens (classic)*, choose *Generate new token* and tick `read:audit_log`, `repo`, `admin:org` and `admin:org_hook`. If the organisation uses SAML single sign-on, choose *Configure SSO → Authorize* beside the token.',
      fields: [{ name: 'token', title: 'Personal access token', secret: true }, webhookSecret],
      scheme: { type: 'header', header: 'authorization', value: 'Bearer {token}' },
      expiry: { header: 'github-authentication-token-expiration' },
    },
  ],
  // The audit log counts for itself; everything else shares the hourly amount of the app. A token has a third of it, as the headers tell.
  limits: [
    { name: 'audit-log', amount: 1750, ...HOUR, matches: ['/orgs/{org}/audit-log', '/enterprises/'] },
    { name: 'graphql', amount: 4500, ...HOUR, matches: ['/graphql'] },
    { name: 'rest', amount: 13500, ...HOUR, matches: ['/repos/', ...BELOW.map(name => `/orgs/{org}/${name}`)] },
  ],
  throttled: [
    { status: 403, header: { name: 'x-ratelimit-remaining', value: '0' } },
    { status: 403, bodyIncludes: 'secondary rate limit' },
  ],
  scopes: [
    {
      scope: 'read:audit_log',
      reason: 'Reads the audit log of the organisation or enterprise.',
      remedy: remedy('read:audit_log', 'Organization permissions, Administration'),
      includedIn: ['audit_log'],
      ...probe(logPath),
    },
    {
      scope: 'read:org',
      reason: 'Lists members, owners, outside collaborators and teams.',
      remedy: remedy('read:org', 'Organization permissions, Members'),
      includedIn: ['write:org', 'admin:org'],
      ...probe(below('/members')),
    },
    {
      scope: 'repo',
      reason: 'Lists private repositories, and reads their protection and deploy keys.',
      remedy: remedy('repo', 'Repository permissions, Administration'),
    },
    {
      scope: 'admin:org',
      reason: 'Reads settings, the apps that are installed, and the credentials that single sign-on let in.',
      remedy: remedy('admin:org', 'Organization permissions, Administration'),
      ...probe(below('/installations')),
    },
    {
      scope: 'admin:org_hook',
      reason: 'Reads the webhooks of the organisation, by one of which GitHub pushes to Casbah.',
      remedy: remedy('admin:org_hook', 'Organization permissions, Webhooks'),
      ...probe(below('/hooks')),
    },
    {
      scope: 'personal_access_tokens',
      reason: 'Lists fine-grained tokens of members, which GitHub shows to GitHub Apps alone.',
      remedy:
        'Connect as a GitHub App, and give it: Permissions & events, Organization permissions, Personal access tokens: Read-only; then let an owner accept it.',
      ...probe(below('/personal-access-tokens')),
    },
  ],
  // Classic tokens have it; tokens of apps do not, and are told by the probes.
  grantedScopes: { header: 'x-oauth-scopes' },
  ...probe(logPath),
}
