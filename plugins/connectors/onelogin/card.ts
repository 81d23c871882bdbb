import type { Card } from '@casbah/sdk'
import { z } from 'zod'

/** A credential pair has one permission for good; `Manage All` takes in all others. */
const remedy = (permission: string) =>
  `In the admin console open Developers, API Credentials, choose New Credential with the permission ${permission}, and give its client ID and secret to Casbah; that of a pair that exists cannot be changed.`

export const card: Card = {
  slug: 'onelogin',
  name: 'OneLogin',
  vendor: 'One Identity',
  config: z.object({
    subdomain: z
      .string()
      .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?|api\.(us|eu))$/, {
        error: 'Give what stands before .onelogin.com alone, in lower case, such as acme.',
      })
      .describe('What stands before .onelogin.com in the address of the account, such as acme.'),
  }),
  baseUrl: 'https://{subdomain}.onelogin.com',
  hosts: ['{subdomain}.onelogin.com'],
  headers: { accept: 'application/json' },
  auth: [
    {
      name: 'api-credential',
      title: 'API credential pair',
      instructions:
        'In the admin console open *Developers → API Credentials*, choose *New Credential*, name it Casbah and take the permission **Read All**; to have administrators known, and for actions, **Manage All**. Copy the client ID and the client secret.',
      fields: [
        { name: 'clientId', title: 'Client ID', secret: false },
        { name: 'clientSecret', title: 'Client secret', secret: true },
      ],
      scheme: {
        type: 'clientCredentials',
        tokenUrl: 'https://{subdomain}.onelogin.com/auth/oauth2/v2/token',
        client: { by: 'basic', id: '{clientId}', secret: '{clientSecret}', asIs: true },
        body: 'json',
        lifetimeSeconds: 36_000,
      },
    },
  ],
  // The account has 5,000 calls an hour, of all its programs together, and no answer tells what is left of them.
  limits: [{ name: 'account', amount: 5_000, windowSeconds: 3_600, reserve: 0.2 }],
  // Beside 403, and in words that tell it from a token that is not accepted.
  forbidden: [{ status: 401, bodyIncludes: 'Insufficient Permission' }],
  scopes: [
    {
      scope: 'Read Users',
      reason: 'Reads the events, the users with their second factors, and the roles.',
      remedy: remedy('Read Users'),
      includedIn: ['Manage Users', 'Read All', 'Manage All'],
      probe: () => ({ path: '/api/2/users', query: { limit: 1 } }),
    },
    {
      scope: 'Manage All',
      reason: 'Tells who holds a privilege, and so is an administrator. OneLogin shows privileges to nothing less.',
      remedy: `${remedy('Manage All')} Privileges need a subscription with Delegated Administration. Without either, administrators are not known, and all else is read.`,
      probe: () => ({ path: '/api/1/privileges' }),
    },
  ],
  probe: () => ({ path: '/api/2/users', query: { limit: 1 } }),
}
