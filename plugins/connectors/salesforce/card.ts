import type { AuthField, Card, VendorScope } from '@casbah/sdk'
import { z } from 'zod'
import { realTimeNames } from './real-time-objects.ts'
import { query } from './soql.ts'

const MY_DOMAIN =
  /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.(sandbox|scratch|develop|trailblaze|demo))?\.my\.salesforce\.com$/
const clientId: AuthField = { name: 'clientId', title: 'Consumer key', secret: false }
const clientSecret: AuthField = { name: 'clientSecret', title: 'Consumer secret', secret: true }
const client = { by: 'form', id: '{clientId}', secret: '{clientSecret}' } as const
const usage = { usage: 'sforce-limit-info' }
const tokenUrl = 'https://{domain}/services/oauth2/token'
const ORGANISATION = 'SELECT Id FROM Organization'
/** Whose columns may be hidden from the user without that everything fails. */
const LISTED = ['UserLogin', 'TwoFactorMethodsInfo', 'GroupMember', 'ContentDistribution', 'OauthToken']
/** No answer says when a session ends; one that ended early is found out by 401 INVALID_SESSION_ID. */
const lifetimeSeconds = 3_600

const right = (scope: string, reason: string, probe?: string): VendorScope => ({
  scope,
  reason,
  remedy: `In *Setup → Permission Sets* add *${scope}* to the system permissions of the set that the integration user has.`,
  ...(probe && { probe: () => query(probe) }),
})

export const card: Card = {
  slug: 'salesforce',
  name: 'Salesforce',
  vendor: 'Salesforce, Inc.',
  config: z.object({
    domain: z
      .string()
      .regex(MY_DOMAIN, {
        error: 'Give the My Domain host in lower case: acme.my.salesforce.com or acme--uat.sandbox.my.salesforce.com.',
      })
      .describe('My Domain host of the org, such as acme.my.salesforce.com (Setup → My Domain).'),
    loginServer: z
      .enum(['login.salesforce.com', 'test.salesforce.com'])
      .default('login.salesforce.com')
      .describe('Whom signed assertions are for: login.salesforce.com, or test.salesforce.com for a sandbox.'),
    realTimeEvents: z
      .array(z.enum(realTimeNames))
      .default([])
      .describe(
        'Objects of real-time events to read: those for which Setup → Event Manager stores data (Shield or Event Monitoring).',
      ),
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
  // All apps of the org live on one quota of 24 hours, whose size depends on edition and licences: the first answer tells it. This is a large org's.
  limits: [{ name: 'org', amount: 1_000_000, windowSeconds: 86_400, matches: ['/'], headers: usage, reserve: 0.1 }],
  throttled: [{ status: 403, bodyIncludes: 'REQUEST_LIMIT_EXCEEDED' }],
  // An object that the edition lacks, or that the user may not see, is answered as if it were misspelt; so are columns of those that are listed.
  forbidden: ['INVALID_TYPE', ...LISTED.map(object => `on entity '${object}'`)].map(bodyIncludes => ({
    status: 400,
    bodyIncludes,
  })),
  scopes: [
    right('API Enabled', 'Lists users, files with public links and settings.', ORGANISATION),
    right(
      'View Event Log Files',
      'Reads the event log files; hourly ones take the Event Monitoring licence.',
      'SELECT Id FROM EventLogFile LIMIT 1',
    ),
    right('Manage Users', 'Reads the login history of everybody and who is frozen.'),
    right(
      'View Setup and Configuration',
      'Reads the setup audit trail, groups and who holds which rights.',
      'SELECT Id FROM SetupAuditTrail LIMIT 1',
    ),
    right(
      'Manage Multi-Factor Authentication in API',
      'Tells which users have a second factor.',
      'SELECT UserId FROM TwoFactorMethodsInfo LIMIT 1',
    ),
    right(
      'Customize Application',
      'Lists the connected apps that every user let in, not only the integration user’s own.',
    ),
    right(
      'View Real-Time Event Monitoring Data',
      'Reads the objects of real-time events that the configuration names.',
    ),
  ],
  probe: () => query(ORGANISATION),
}
