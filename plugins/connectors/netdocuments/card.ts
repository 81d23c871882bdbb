import { pathTo, type Card, type Config } from '@casbah/sdk'
import { z } from 'zod'

/** Path of the connected repository. */
export const repositoryPath = (config: Config) => pathTo`/v1/Repository/${config.repository}`

const TOKEN_URL = 'https://api.{domain}/v1/OAuth'
const SCOPES =
  'Ask NetDocuments, through your account representative, for the scopes `read` and `admin` on this client; it issues both with the client ID.'

const CLIENT = [
  { name: 'clientId', title: 'Client ID', secret: false },
  { name: 'clientSecret', title: 'Client secret', secret: true },
]

export const card: Card = {
  slug: 'netdocuments',
  name: 'NetDocuments',
  vendor: 'NetDocuments Software, Inc.',
  config: z.object({
    domain: z
      .enum(
        [
          'vault.netvoyage.com',
          'eu.netdocuments.com',
          'au.netdocuments.com',
          'de.netdocuments.com',
          'can.netdocuments.com',
          'ducot.netdocuments.com',
        ],
        { error: 'Choose the vault as in the address that users sign in at, such as vault.netvoyage.com.' },
      )
      .describe('Vault that holds the repository, as in the address that users sign in at; ducot is for tests.'),
    repository: z
      .string()
      .regex(/^CA-[A-Z0-9]{4,16}$/, {
        error: 'Give the ID of the repository, which begins with CA-, such as CA-AB12CD34.',
      })
      .describe('ID of the repository, from Admin, repository name, Information and Settings; it begins with CA-.'),
  }),
  baseUrl: 'https://api.{domain}',
  hosts: ['api.{domain}'],
  headers: { accept: 'application/json' },
  auth: [
    {
      name: 'service-account',
      title: 'Service account',
      instructions:
        'Ask NetDocuments, through your account representative, for an API client with the grant **client credentials** and the scopes `read` and `admin`, bound to your repository. A repository administrator then opens *Admin → repository name → Add and Remove Users and Groups* and makes the service account that comes with it a **repository administrator**. Enter the client ID and its secret; the ID of the repository is joined to it by Casbah.',
      fields: CLIENT,
      scheme: {
        type: 'clientCredentials',
        tokenUrl: TOKEN_URL,
        client: { by: 'basic', id: '{clientId}|{repository}', secret: '{clientSecret}', asIs: true },
        scopes: 'needed',
      },
    },
    {
      name: 'consent',
      title: 'Consent of a repository administrator',
      instructions:
        'Ask NetDocuments, through your account representative, for an API client with the grant **authorization code**, the scopes `read` and `admin`, and the redirect address that Casbah shows. Enter the client ID and its secret, then sign in as a **repository administrator**, best as an account that nobody else uses, and choose *Allow*.',
      fields: CLIENT,
      scheme: {
        type: 'authorizationCode',
        authorizeUrl: 'https://{domain}/neWeb2/OAuth.aspx',
        tokenUrl: TOKEN_URL,
        client: { by: 'form', id: '{clientId}', secret: '{clientSecret}' },
        scopes: 'needed',
      },
    },
  ],
  // NetDocuments publishes no limit; this is the one that it set its own connector for Power Platform.
  limits: [{ name: 'api', amount: 100, windowSeconds: 60 }],
  scopes: [
    {
      scope: 'read',
      reason: 'Lists users, groups and cabinets, and who may do what in a cabinet.',
      remedy: SCOPES,
      probe: () => ({ path: '/v1/User/info' }),
    },
    {
      scope: 'admin',
      reason: 'Reads the activity logs of the repository, and changes memberships when somebody asks for it.',
      remedy: `${SCOPES} The account must be a repository administrator.`,
    },
  ],
  probe: () => ({ path: '/v1/User/info' }),
}
