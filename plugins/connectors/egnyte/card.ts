import type { AuthField, Card } from '@casbah/sdk'
import { z } from 'zod'
import { RIGHTS } from './rights.ts'

const secret = (name: string, title: string): AuthField => ({ name, title, secret: true })

/** Everything but the audit stream is counted by token. */
const COUNTED = [
  '/pubapi/v1/',
  '/pubapi/v2/users',
  '/pubapi/v2/groups',
  '/pubapi/v2/links',
  '/pubapi/v2/perms',
  '/pubapi/v2/events',
]

export const card: Card = {
  slug: 'egnyte',
  name: 'Egnyte',
  vendor: 'Egnyte, Inc.',
  config: z.object({
    domain: z
      .string()
      .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, {
        error: 'Give the part before .egnyte.com alone, in lower case, such as acme.',
      })
      .describe('Name of the domain: acme for acme.egnyte.com, also where users sign in at an address of their own.'),
  }),
  baseUrl: 'https://{domain}.egnyte.com',
  hosts: ['{domain}.egnyte.com'],
  headers: { accept: 'application/json' },
  auth: [
    {
      name: 'consent',
      title: 'API key with the consent of an administrator',
      instructions: `At developers.egnyte.com register an app: type *Publicly available application*, your Egnyte domain, Casbah’s callback address as *Registered OAuth Redirect URI*; wait until the key is approved. Enter key and shared secret, then sign in to Egnyte as an **administrator**, best as an account that nobody else uses, and choose *Allow access*. It asks for ${RIGHTS.map(({ scope }) => `\`${scope}\``).join(', ')}.`,
      fields: [{ name: 'clientId', title: 'API key', secret: false }, secret('clientSecret', 'Shared secret')],
      scheme: {
        type: 'authorizationCode',
        authorizeUrl: 'https://{domain}.egnyte.com/puboauth/token',
        tokenUrl: 'https://{domain}.egnyte.com/puboauth/token',
        client: { by: 'form', id: '{clientId}', secret: '{clientSecret}' },
        scopes: RIGHTS.map(({ scope }) => scope),
        // 30 days.
        lifetimeSeconds: 2_592_000,
      },
    },
    {
      name: 'token',
      title: 'Access token',
      instructions:
        'For a key of your own domain (type *Internal application*): as an **administrator** fetch a token from `/puboauth/token` with the scopes that the connector lists, and enter it. It ends after 30 days, or when the administrator changes the password: prefer the consent.',
      fields: [secret('token', 'Access token')],
      scheme: { type: 'header', header: 'authorization', value: 'Bearer {token}' },
      expiry: { days: 30 },
    },
  ],
  // Ten a minute, too, which eight at once and one each 40 seconds stay below.
  limits: [
    { name: 'audit', amount: 100, windowSeconds: 3_600, burst: 8, matches: ['/pubapi/v2/audit/'] },
    { name: 'pace', amount: 2, windowSeconds: 1, matches: COUNTED },
    { name: 'day', amount: 1_000, windowSeconds: 86_400, burst: 500, matches: COUNTED },
  ],
  throttled: ['ERR_403_DEVELOPER_OVER_QPS', 'ERR_403_DEVELOPER_OVER_RATE'].map(value => ({
    status: 403,
    header: { name: 'x-mashery-error-code', value },
  })),
  scopes: RIGHTS,
  probe: () => ({ path: '/pubapi/v1/userinfo' }),
}
