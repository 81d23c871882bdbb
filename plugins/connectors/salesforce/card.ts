import type { AuthField, Card } from '@casbah/sdk'
import { z } from 'zod'
import { query } from './soql.ts'

const clientId: AuthField = { name: 'clientId', title: 'Consumer key', secret: false }
const clientSecret: AuthField = { name: 'clientSecret', title: 'Consumer secret', secret: true }
const client = { by: 'form', id: '{clientId}', secret: '{clientSecret}' } as const
const tokenUrl = 'https://{domain}/services/oauth2/token'
/** No answer says when a session ends; one that ended early is found out by 401 INVALID_SESSION_ID. */
const lifetimeSeconds = 3_600

export const card: Card = {
  slug: 'salesforce',
  name: 'Salesforce',
  vendor: 'Salesforce, Inc.',
  config: z.object({
    domain: z
      .string()
      .regex(
        /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.(sandbox|scratch|develop|trailblaze|demo))?\.my\.salesforce\.com$/,
        {
          error:
            'Give the My Domain host in lower case, such as acme.my.salesforce.com or acme--uat.sandbox.my.salesforce.com.',
        },
      )
      .describe('My Domain host of the org, such as acme.my.salesforce.com (Setup → My Domain).'),
    loginServer: z
      .enum(['login.salesforce.com', 'test.salesforce.com'])
      .default('login.salesforce.com')
      .describe('Whom signed assertions are for: login.salesforce.com, or test.salesforce.com for a sandbox.'),
  }),
  baseUrl: 'https://{domain}/services/data/v66.0',
  hosts: ['{domain}'],
  headers: { accept: 'application/json' },
  auth: [
    {
      name: 'jwt',
      title: 'Certificate (JWT bearer flow)',
      instructions:
        'In *Setup → External Client App Manager* (or *App Manager → New Connected App*) create an app, enable OAuth with the scopes **Manage user data via APIs (api)** and **Perform requests at any time (refresh_token)**, choose *Use digital signatures* and upload the certificate of an RSA key. Under *Policies* pre-authorise the integration user’s permission set. Copy the consumer key; give the user’s name and the private key in PEM.',
      fields: [
        clientId,
        { name: 'username', title: 'User name of the integration user', secret: false },
        { name: 'privateKey', title: 'Private key (PEM)', secret: true },
      ],
      scheme: {
        type: 'jwtBearer',
        privateKey: '{privateKey}',
        issuer: '{clientId}',
        subject: '{username}',
        audience: 'https://{loginServer}',
        tokenUrl,
        lifetimeSeconds,
      },
    },
    {
      name: 'client-credentials',
      title: 'Consumer key and secret (client credentials flow)',
      instructions:
        'In the app of *Setup → External Client App Manager* enable OAuth with the scope **Manage user data via APIs (api)** and the *Client Credentials Flow*, and under *Policies* choose the integration user to run as. Copy consumer key and consumer secret.',
      fields: [clientId, clientSecret],
      scheme: { type: 'clientCredentials', client, tokenUrl, lifetimeSeconds },
    },
    {
      name: 'consent',
      title: 'Consent of an administrator',
      instructions:
        'In the app of *Setup → External Client App Manager* enable OAuth with the scopes **api** and **refresh_token** and enter Casbah’s callback address. Copy consumer key and consumer secret, then sign in to Salesforce as the integration user and allow it.',
      fields: [clientId, clientSecret],
      scheme: {
        type: 'authorizationCode',
        authorizeUrl: 'https://{domain}/services/oauth2/authorize',
        client,
        scopes: ['api', 'refresh_token'],
        tokenUrl,
        lifetimeSeconds,
      },
    },
  ],
  // Every app of the org lives on one quota of 24 hours, whose size depends on edition and licences: the first answer tells it.
  limits: [
    {
      name: 'org',
      amount: 100_000,
      windowSeconds: 86_400,
      matches: ['/'],
      headers: { usage: 'sforce-limit-info' },
      reserve: 0.1,
    },
  ],
  throttled: [{ status: 403, bodyIncludes: 'REQUEST_LIMIT_EXCEEDED' }],
  // An object that the edition lacks, or that the user may not see, is answered as if it were misspelt.
  forbidden: [{ status: 400, bodyIncludes: 'INVALID_TYPE' }],
  scopes: [
    {
      scope: 'API Enabled',
      reason: 'Lists users, files with public links and settings.',
      remedy: 'Assign a permission set with the system permission *API Enabled* to the integration user.',
    },
    {
      scope: 'View Event Log Files',
      reason: 'Reads the event log files.',
      remedy:
        'Add *View Event Log Files* to the integration user’s permission set; hourly files take the Event Monitoring licence.',
      probe: () => query('SELECT Id FROM EventLogFile LIMIT 1'),
    },
    {
      scope: 'Manage Users',
      reason: 'Reads the login history of everybody and who is frozen.',
      remedy: 'Add *Manage Users* to the integration user’s permission set.',
    },
    {
      scope: 'View Setup and Configuration',
      reason: 'Reads the setup audit trail and who holds which rights.',
      remedy: 'Add *View Setup and Configuration* to the integration user’s permission set.',
      probe: () => query('SELECT Id FROM SetupAuditTrail LIMIT 1'),
    },
    {
      scope: 'Manage Multi-Factor Authentication in API',
      reason: 'Tells which users have a second factor.',
      remedy: 'Add *Manage Multi-Factor Authentication in API* to the integration user’s permission set.',
      probe: () => query('SELECT UserId FROM TwoFactorMethodsInfo LIMIT 1'),
    },
    {
      scope: 'Customize Application',
      reason: 'Lists the connected apps that every user let in, not only the integration user’s own.',
      remedy: 'Add *Customize Application* to the integration user’s permission set.',
    },
  ],
  probe: () => query('SELECT Id FROM Organization'),
}
