import type { AuthField, AuthScheme, Card, ClientProof } from '@casbah/sdk'
import { z } from 'zod'
import { contentTypes, graphLogs } from './content-types.ts'
import { feed } from './feed.ts'
import { rights } from './rights.ts'

const logs = [...contentTypes.map(({ name }) => name), ...graphLogs]
const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
const fields: AuthField[] = [{ name: 'clientId', title: 'Application (client) ID', secret: false }]
/** Each of Microsoft's APIs has tokens of its own, with all rights that were consented to. */
const scheme = (client: ClientProof): AuthScheme => ({
  type: 'clientCredentials',
  client,
  tokenUrl: 'https://{loginHost}/{tenantId}/oauth2/v2.0/token',
  scopes: ['https://{host}/.default'],
})
const register =
  'In the Entra admin center open *App registrations → New registration*, for this directory alone. Under *API permissions* add the application permissions that are listed for this connector and press *Grant admin consent*.'

export const card: Card = {
  slug: 'microsoft-365',
  name: 'Microsoft 365',
  vendor: 'Microsoft Corporation',
  config: z.object({
    tenantId: z
      .string()
      .regex(guid, { error: 'Give the Directory (tenant) ID, such as 8f2a1c3e-0000-4000-8000-000000000000.' })
      .describe('Directory (tenant) ID, from the overview of the app registration.'),
    logs: z
      .array(z.enum(logs))
      .default(logs)
      .describe(
        'Audit logs to read. audit-entra tells of the same sign-ins and changes as sign-ins and directory-audits, later and with less of each: leave it out where Entra ID P1 gives you the others.',
      ),
    loginHost: z
      .enum(['login.microsoftonline.com', 'login.microsoftonline.us'])
      .default('login.microsoftonline.com')
      .describe('Where to sign in; the second is for GCC High and DoD.'),
    graphHost: z
      .enum(['graph.microsoft.com', 'graph.microsoft.us', 'dod-graph.microsoft.us'])
      .default('graph.microsoft.com')
      .describe('Where Microsoft Graph is; the others are for GCC High and DoD.'),
    managementHost: z
      .enum(['manage.office.com', 'manage-gcc.office.com', 'manage.office365.us', 'manage.protection.apps.mil'])
      .default('manage.office.com')
      .describe('Where the audit log is; the others are for GCC, GCC High and DoD.'),
  }),
  baseUrl: 'https://{graphHost}/v1.0',
  hosts: ['{graphHost}', '{managementHost}', '{loginHost}'],
  headers: { accept: 'application/json' },
  auth: [
    {
      name: 'certificate',
      title: 'App registration with a certificate',
      instructions: `${register} Under *Certificates & secrets → Certificates* upload the certificate; give it here with its private key. Casbah signs with the key and never sends it.`,
      fields: [
        ...fields,
        { name: 'certificate', title: 'Certificate (PEM)', secret: false },
        { name: 'privateKey', title: 'Private key of the certificate (PEM)', secret: true },
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
        ...fields,
        { name: 'clientSecret', title: 'Value of the client secret', secret: true },
        { name: 'secretExpires', title: 'When the secret ends (RFC 3339)', secret: false, required: false },
      ],
      scheme: scheme({ by: 'form', id: '{clientId}', secret: '{clientSecret}' }),
      expiry: { field: 'secretExpires' },
    },
  ],
  // The feed allows a tenant 2,000 requests a minute, reports of Graph an app five in ten seconds: a fifth less, since a network brings some closer together.
  limits: [
    { name: 'feed', amount: 1_600, windowSeconds: 60, matches: ['manage'] },
    { name: 'reports', amount: 4, windowSeconds: 10, matches: ['/auditLogs/', '/reports/'] },
    { name: 'graph', amount: 100, windowSeconds: 10, matches: ['graph.', 'dod-graph.'] },
  ],
  throttled: [{ status: 403, bodyIncludes: 'AF429' }],
  scopes: rights,
  probe: config => feed(config, '/subscriptions/list'),
}
