import { z } from 'zod'
import type { AuthField, AuthKind, AuthScheme, ClientProof } from './auth.ts'

/** Id of whatever Microsoft has one of: a directory, an app, a subscription. */
export const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** The field `tenantId` of a card whose app is registered in Entra. */
export const entraTenant = z
  .string()
  .regex(GUID, { error: 'Give the Directory (tenant) ID, such as 8f2a1c3e-0000-4000-8000-000000000000.' })
  .describe('Directory (tenant) ID, from the overview of the app registration.')

/**
 * Ways to sign in as an app that is registered in Entra: by a certificate, or by a client secret. `register` says how it is registered, as Markdown; `more` are
 * fields of the connector's own. The card's configuration has `tenantId` and `loginHost`, and its `hosts` the latter. Each of Microsoft's APIs has tokens of its
 * own, with all rights that were consented to.
 */
export const entraAuth = (register: string, more: AuthField[] = []): AuthKind[] => [
  {
    name: 'certificate',
    title: 'App registration with a certificate',
    instructions: `${register} Under *Certificates & secrets → Certificates* upload the certificate; give it here with its private key. Casbah signs with the key and never sends it.`,
    fields: [
      CLIENT,
      { name: 'certificate', title: 'Certificate (PEM)', secret: false },
      { name: 'privateKey', title: 'Private key of the certificate (PEM)', secret: true },
      ...more,
    ],
    scheme: scheme({
      by: 'privateKeyJwt',
      id: '{clientId}',
      privateKey: '{privateKey}',
      certificate: '{certificate}',
    }),
  },
  {
    name: 'client-secret',
    title: 'App registration with a client secret',
    instructions: `${register} Under *Certificates & secrets → Client secrets* make a secret and copy its value, which is shown once. It ends after two years at most.`,
    fields: [
      CLIENT,
      { name: 'clientSecret', title: 'Value of the client secret', secret: true },
      { name: 'secretExpires', title: 'When the secret ends (RFC 3339)', secret: false, required: false },
      ...more,
    ],
    scheme: scheme({ by: 'form', id: '{clientId}', secret: '{clientSecret}' }),
    expiry: { field: 'secretExpires' },
  },
]

const CLIENT: AuthField = { name: 'clientId', title: 'Application (client) ID', secret: false }

const scheme = (client: ClientProof): AuthScheme => ({
  type: 'clientCredentials',
  client,
  tokenUrl: 'https://{loginHost}/{tenantId}/oauth2/v2.0/token',
  scopes: ['https://{host}/.default'],
})
