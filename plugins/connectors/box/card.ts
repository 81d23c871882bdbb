import type { AuthField, Card, HttpRequest, VendorScope } from '@casbah/sdk'
import { z } from 'zod'
import { enterpriseSettings } from './enterprise-settings.ts'
import { asAdmin, itemsOf } from './item.ts'

const clientId: AuthField = { name: 'clientId', title: 'Client ID', secret: false }
const clientSecret: AuthField = { name: 'clientSecret', title: 'Client secret', secret: true }
const tokenUrl = 'https://api.box.com/oauth2/token'
const MAKE =
  'In the Box developer console choose *Create Platform App → Custom App*, then under *Configuration* set *App Access Level* to *App + Enterprise Access*, tick the application scopes that the connector lists and, under *Advanced Features*, *Make API calls using the as-user header*.'
const AUTHORISE =
  'Let an administrator authorise the app in the Admin Console under *Integrations → Platform Apps Manager*, and again after each change of its scopes.'

const scope = (
  name: string,
  label: string,
  reason: string,
  probe: (config: Record<string, unknown>) => HttpRequest,
): VendorScope => ({
  scope: name,
  reason,
  remedy: `In the developer console open the app’s *Configuration → Application Scopes*, tick *${label}* and save. Then an administrator opens *Admin Console → Integrations → Platform Apps Manager*, chooses the app and *Reauthorize App*: without that the old scopes stay in force.`,
  probe,
})

export const card: Card = {
  slug: 'box',
  name: 'Box',
  vendor: 'Box, Inc.',
  config: z.object({
    enterpriseId: z
      .string()
      .regex(/^\d{1,20}$/, { error: 'Give the enterprise ID as the Admin Console shows it, digits alone.' })
      .describe('Enterprise ID: Admin Console, Account & Billing.'),
    contentAdmin: z
      .string()
      .regex(/^\d{1,20}$/, { error: 'Give the user ID of an administrator, digits alone.' })
      .describe(
        'User ID of the administrator in whose name files and folders are looked at: the app’s own account sees only its own. In the Admin Console it ends the address of the user’s page.',
      ),
  }),
  baseUrl: 'https://api.box.com/2.0',
  hosts: ['api.box.com'],
  headers: { accept: 'application/json' },
  auth: [
    {
      name: 'client-credentials',
      title: 'Client credentials of a Platform App',
      instructions: `${MAKE} Choose *Server Authentication (Client Credentials Grant)*. Copy client ID and client secret. ${AUTHORISE}`,
      fields: [clientId, clientSecret],
      scheme: {
        type: 'clientCredentials',
        client: { by: 'form', id: '{clientId}', secret: '{clientSecret}' },
        tokenUrl,
        parameters: { box_subject_type: 'enterprise', box_subject_id: '{enterpriseId}' },
      },
    },
    {
      name: 'jwt',
      title: 'Key pair of a Platform App',
      instructions: `${MAKE} Choose *Server Authentication (with JWT)* and *Generate a Public/Private Keypair*. Decrypt the private key of the file that is downloaded, and copy it with its key ID, client ID and client secret. ${AUTHORISE}`,
      fields: [
        clientId,
        clientSecret,
        { name: 'keyId', title: 'Public key ID', secret: false },
        { name: 'privateKey', title: 'Private key (PEM, decrypted)', secret: true },
      ],
      scheme: {
        type: 'jwtBearer',
        privateKey: '{privateKey}',
        keyId: '{keyId}',
        issuer: '{clientId}',
        subject: '{enterpriseId}',
        audience: tokenUrl,
        claims: { box_sub_type: 'enterprise' },
        // Box takes none that ends more than a minute from now.
        assertionSeconds: 45,
        tokenUrl,
        parameters: { client_id: '{clientId}', client_secret: '{clientSecret}' },
      },
    },
  ],
  // Box allows a user about 1,000 a minute. The plan’s monthly allotment is shared with all other apps.
  limits: [{ name: 'user', amount: 600, windowSeconds: 60, matches: ['/'] }],
  scopes: [
    scope(
      'manage_enterprise_properties',
      'Manage enterprise properties',
      'Reads the events of the enterprise and its settings; the account must also be allowed to run reports.',
      enterpriseSettings,
    ),
    scope(
      'manage_managed_users',
      'Manage users',
      'Lists users, and changes them by actions: Box has no smaller scope for either.',
      () => ({ path: '/users', query: { limit: 1, user_type: 'managed' } }),
    ),
    scope('manage_groups', 'Manage groups', 'Lists groups and their members.', () => ({
      path: '/groups',
      query: { limit: 1 },
    })),
    scope(
      'root_readwrite',
      'Write all files and folders stored in Box',
      'Lists files and folders with their links, and changes them by actions.',
      config => ({ path: itemsOf('0'), query: { limit: 1 }, headers: asAdmin(config) }),
    ),
  ],
  probe: () => ({ path: '/users/me' }),
}
