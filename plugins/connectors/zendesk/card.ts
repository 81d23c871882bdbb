import type { Card } from '@casbah/sdk'
import { z } from 'zod'

const headers = { limit: 'ratelimit-limit', remaining: 'ratelimit-remaining', reset: 'ratelimit-reset' }

/** OAuth tokens have scopes; an API token has the rights of whoever uses it. */
const remedy = (scope: string, more = '') =>
  `OAuth: in Admin Center open Apps and integrations, APIs, OAuth clients, the client, allow ${scope}, then connect the app again or make a new access token. API token: under People, Team members give its user the role Admin.${more}`

/** What consent asks for: `write` is for the actions, and Zendesk has no smaller one for sessions and OAuth tokens. */
const SCOPES = ['auditlogs:read', 'users:read', 'security:read', 'apps:read', 'read', 'write']

export const card: Card = {
  slug: 'zendesk',
  name: 'Zendesk',
  vendor: 'Zendesk, Inc.',
  config: z.object({
    subdomain: z
      .string()
      .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, {
        error: 'Give the part before .zendesk.com alone, in lower case, such as acme.',
      })
      .describe('Subdomain of the account: acme for acme.zendesk.com, also where agents use an address of their own.'),
    accessLogs: z
      .boolean()
      .default(true)
      .describe(
        'Whether to read the access log: what agents open and ask for. It takes the add-on Advanced Data Privacy and Protection.',
      ),
  }),
  baseUrl: 'https://{subdomain}.zendesk.com',
  hosts: ['{subdomain}.zendesk.com'],
  headers: { accept: 'application/json' },
  auth: [
    {
      name: 'consent',
      title: 'OAuth client, consent of an administrator',
      instructions: `In Admin Center open *Apps and integrations → APIs → OAuth clients → Add OAuth client*, name it Casbah, choose the client kind *Confidential*, enter Casbah’s callback address as redirect URL and allow the scopes ${SCOPES.map(scope => `\`${scope}\``).join(', ')}. Copy the identifier and the secret, which is shown once; then sign in to Zendesk as an **administrator**, best as a user that nobody else uses, and choose *Allow*.`,
      fields: [
        { name: 'clientId', title: 'Identifier of the OAuth client', secret: false },
        { name: 'clientSecret', title: 'Secret of the OAuth client', secret: true },
      ],
      scheme: {
        type: 'authorizationCode',
        authorizeUrl: 'https://{subdomain}.zendesk.com/oauth/authorizations/new',
        tokenUrl: 'https://{subdomain}.zendesk.com/oauth/tokens',
        client: { by: 'form', id: '{clientId}', secret: '{clientSecret}' },
        scopes: SCOPES,
        // Asked for once more when the code is redeemed.
        parameters: { scope: SCOPES.join(' ') },
        // Where the answer names no end, the token lasts until somebody revokes it: ten years stand for that.
        lifetimeSeconds: 315_360_000,
      },
    },
    {
      name: 'oauth-token',
      title: 'OAuth access token',
      instructions:
        'Make an OAuth client in Admin Center under *Apps and integrations → APIs → OAuth clients*. As an **administrator** send `POST /api/v2/oauth/tokens` with `{"token": {"client_id": <id of the client>, "scopes": [<the scopes that the connector lists>]}}` and copy `full_token` from the answer; it is shown once. For actions add the scope `write`.',
      fields: [{ name: 'token', title: 'OAuth access token', secret: true }],
      scheme: { type: 'header', header: 'authorization', value: 'Bearer {token}' },
    },
    {
      name: 'api-token',
      title: 'API token',
      instructions:
        'In Admin Center make a team member of its own, say *Casbah*, with the role **Admin**. Open *Apps and integrations → APIs → API configuration* and turn on *Allow API token access*, then *API tokens → Add API token*, name it Casbah and copy the value; it is shown once. Enter the e-mail address of the team member and the token. Such a token works in the name of every user of the account: prefer the OAuth client.',
      fields: [
        { name: 'email', title: 'E-mail address of the administrator', secret: false },
        { name: 'token', title: 'API token', secret: true },
      ],
      scheme: { type: 'basic', username: '{email}/token', password: '{token}' },
    },
  ],
  // The account is allowed 200 (Team) to 2,500 requests a minute, all of its apps together; the headers tell the true number. The access log counts apart.
  limits: [
    { name: 'account', amount: 200, windowSeconds: 60, headers: { ...headers, resetIs: 'seconds' }, reserve: 0.3 },
    { name: 'access-logs', amount: 50, windowSeconds: 60, matches: ['/api/v2/access_logs'] },
  ],
  grantedScopes: 'token',
  scopes: [
    {
      scope: 'auditlogs:read',
      reason: 'Reads the audit log.',
      remedy: remedy('auditlogs:read', ' The audit log takes the Enterprise plan.'),
      includedIn: ['read'],
      probe: () => ({ path: '/api/v2/audit_logs', query: { 'page[size]': 1 } }),
    },
    {
      scope: 'users:read',
      reason: 'Lists team members, their roles and second factors.',
      remedy: remedy('users:read'),
      includedIn: ['read'],
      probe: () => ({ path: '/api/v2/users', query: { role: 'admin', 'page[size]': 1 } }),
    },
    {
      scope: 'apps:read',
      reason: 'Lists the apps that are installed.',
      remedy: remedy('apps:read'),
      includedIn: ['read'],
      probe: () => ({ path: '/api/v2/apps/installations' }),
    },
    {
      scope: 'read',
      reason:
        'Reads the access log, groups, OAuth tokens and account settings, for which Zendesk has no smaller scope.',
      remedy: remedy('read', ' The access log takes the add-on Advanced Data Privacy and Protection.'),
      probe: () => ({ path: '/api/v2/account/settings' }),
    },
  ],
  probe: () => ({ path: '/api/v2/users/me' }),
}
