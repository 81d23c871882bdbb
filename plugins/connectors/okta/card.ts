import type { Card } from '@casbah/sdk'
import { z } from 'zod'

const headers = { limit: 'x-rate-limit-limit', remaining: 'x-rate-limit-remaining', reset: 'x-rate-limit-reset' }

/** A service app is granted scopes; an API token has the rights of its owner's roles. */
const remedy = (scope: string) =>
  `Service app: open Applications, the app, Okta API Scopes, and choose Grant beside ${scope}; under Admin roles assign Read-only Administrator. API token: under Security, Administrators give its owner that role.`

export const card: Card = {
  slug: 'okta',
  name: 'Okta',
  vendor: 'Okta, Inc.',
  config: z.object({
    domain: z
      .string()
      .regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, {
        error: 'Give the host name alone, in lower case, such as acme.okta.com.',
      })
      .refine(domain => !/-admin\.okta(-emea|preview)?\.com$/.test(domain), {
        error: 'This is the address of the admin console; leave out "-admin".',
      })
      .describe('Host name of the organisation, such as acme.okta.com, or its custom domain.'),
  }),
  baseUrl: 'https://{domain}',
  hosts: ['{domain}'],
  headers: { accept: 'application/json' },
  auth: [
    {
      name: 'service-app',
      title: 'OAuth service app',
      instructions:
        'In the admin console open *Applications → Create App Integration*, choose *API Services* and name it Casbah. Under *General → Client Credentials* choose *Public key / Private key*, then *Add key → Generate new key*, and copy the private key in PEM; it is shown once. Leave *Require Demonstrating Proof of Possession (DPoP)* off. Under *Okta API Scopes* choose *Grant* for each scope that the connector lists (a super administrator does that), and under *Admin roles* assign **Read-only Administrator** (for actions also **Organization Administrator**).',
      fields: [
        { name: 'clientId', title: 'Client ID', secret: false },
        { name: 'privateKey', title: 'Private key (PEM)', secret: true },
        { name: 'keyId', title: 'Key ID (KID)', secret: false, required: false },
      ],
      scheme: {
        type: 'clientCredentials',
        tokenUrl: 'https://{domain}/oauth2/v1/token',
        client: { by: 'privateKeyJwt', id: '{clientId}', privateKey: '{privateKey}', keyId: '{keyId}' },
        // A token with one scope that was not granted is refused whole.
        scopes: 'needed',
      },
    },
    {
      name: 'api-token',
      title: 'API token',
      instructions:
        'Sign in to the admin console as a user with the role **Read-only Administrator** (for actions also **Organization Administrator**). Open *Security → API → Tokens*, choose *Create token*, restrict it to the network zone of Casbah and copy the value; it is shown once.',
      fields: [{ name: 'token', title: 'API token', secret: true }],
      scheme: { type: 'header', header: 'authorization', value: 'SSWS {token}' },
      expiry: { idleDays: 30 },
    },
  ],
  // The log allows 120 requests a minute to the whole organisation, and one token half of it. The other amounts are a part of what Okta gives a usual
  // organisation; where one has less, the headers say so and slow the reading down.
  limits: [
    { name: 'logs', amount: 60, windowSeconds: 60, matches: ['/api/v1/logs'], headers },
    { name: 'users', amount: 240, windowSeconds: 60, matches: ['/api/v1/users'], headers },
    { name: 'groups', amount: 200, windowSeconds: 60, matches: ['/api/v1/groups'], headers },
    { name: 'apps', amount: 50, windowSeconds: 60, matches: ['/api/v1/apps'], headers },
    { name: 'roles', amount: 120, windowSeconds: 60, matches: ['/api/v1/iam'], headers },
    { name: 'tokens', amount: 120, windowSeconds: 60, matches: ['/oauth2/v1/token'], headers },
    { name: 'policies', amount: 120, windowSeconds: 60, matches: ['/api/v1/policies'], headers },
  ],
  scopes: [
    {
      scope: 'okta.logs.read',
      reason: 'Reads the System Log.',
      remedy: remedy('okta.logs.read'),
      probe: () => ({ path: '/api/v1/logs', query: { limit: 1 } }),
    },
    {
      scope: 'okta.users.read',
      reason: 'Lists users, their state, their second factors and what they let apps do.',
      remedy: remedy('okta.users.read'),
      probe: () => ({ path: '/api/v1/users', query: { limit: 1 } }),
    },
    {
      scope: 'okta.groups.read',
      reason: 'Lists groups and their members.',
      remedy: remedy('okta.groups.read'),
      probe: () => ({ path: '/api/v1/groups', query: { limit: 1 } }),
    },
    {
      scope: 'okta.roles.read',
      reason: 'Tells which users are administrators.',
      remedy: remedy('okta.roles.read'),
      probe: () => ({ path: '/api/v1/iam/assignees/users', query: { limit: 1 } }),
    },
  ],
  probe: () => ({ path: '/api/v1/logs', query: { limit: 1 } }),
}
