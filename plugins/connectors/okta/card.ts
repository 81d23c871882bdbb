import type { Card } from '@casbah/sdk'
import { z } from 'zod'

const headers = { limit: 'x-rate-limit-limit', remaining: 'x-rate-limit-remaining', reset: 'x-rate-limit-reset' }

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
      name: 'api-token',
      title: 'API token',
      instructions:
        'Sign in to the admin console as a user with the role **Read-only Administrator** (for actions also **Organization Administrator**). Open *Security → API → Tokens*, choose *Create token*, restrict it to the network zone of Casbah and copy the value; it is shown once.',
      fields: [{ name: 'token', title: 'API token', secret: true }],
      scheme: { type: 'header', header: 'authorization', value: 'SSWS {token}' },
    },
  ],
  // The log allows 120 requests a minute to the whole organisation, and one token half of it. The other amounts are
  // cautious first guesses; the headers of the first answer bring the true ones.
  limits: [
    { name: 'logs', amount: 60, windowSeconds: 60, matches: ['/api/v1/logs'], headers },
    { name: 'users', amount: 50, windowSeconds: 60, matches: ['/api/v1/users'], headers },
    { name: 'roles', amount: 30, windowSeconds: 60, matches: ['/api/v1/iam'], headers },
    { name: 'policies', amount: 30, windowSeconds: 60, matches: ['/api/v1/policies'], headers },
  ],
  scopes: [
    { scope: 'okta.logs.read', reason: 'Reads the System Log.' },
    { scope: 'okta.users.read', reason: 'Lists users and their state.' },
    { scope: 'okta.roles.read', reason: 'Tells which users are administrators.' },
  ],
  probe: () => ({ path: '/api/v1/logs', query: { limit: 1 } }),
}
