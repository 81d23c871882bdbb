import type { AuthField, Card, VendorScope } from '@casbah/sdk'
import { z } from 'zod'
import { table } from './table.ts'

const clientId: AuthField = { name: 'clientId', title: 'Client ID', secret: false }
const clientSecret: AuthField = { name: 'clientSecret', title: 'Client secret', secret: true }
const client = { by: 'form', id: '{clientId}', secret: '{clientSecret}' } as const
const tokenUrl = 'https://{instance}.service-now.com/oauth_token.do'

/** A right to read a table is a rule in the instance; without any the table answers 403. */
const read = (name: string, reason: string): VendorScope => ({
  scope: `read ${name}`,
  reason,
  remedy: `With the role security_admin elevated, add in *System Security → Access Control (ACL)* a rule of type *record* and operation *read* on \`${name}\`, and another on \`${name}.*\`, that require Casbah’s role; and in *System Definition → Tables → ${name} → Application Access* tick *Allow access to this table via web services*.`,
  probe: () => table(name, 'sys_id', 'ORDERBYsys_id', 1),
})

export const card: Card = {
  slug: 'servicenow',
  name: 'ServiceNow',
  vendor: 'ServiceNow, Inc.',
  config: z.object({
    instance: z
      .string()
      .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, {
        error: 'Give the name of the instance alone and in lower case: acme for acme.service-now.com.',
      })
      .describe('Name of the instance: acme for acme.service-now.com.'),
    transactions: z
      .boolean()
      .default(true)
      .describe(
        'Whether to read the transaction log: every page, list, export and API call. It is by far the longest.',
      ),
  }),
  baseUrl: 'https://{instance}.service-now.com/api/now',
  hosts: ['{instance}.service-now.com'],
  headers: { accept: 'application/json' },
  auth: [
    {
      name: 'client-credentials',
      title: 'OAuth client (client credentials)',
      instructions:
        'Set the property `glide.oauth.inbound.client.credential.grant_type.enabled` to *true*. In *System OAuth → Application Registry → New → Create an OAuth API endpoint for external clients* name it *Casbah*, and choose Casbah’s user as *OAuth Application User*. Copy client ID and client secret.',
      fields: [clientId, clientSecret],
      scheme: { type: 'clientCredentials', client, tokenUrl },
    },
    {
      name: 'consent',
      title: 'OAuth client with the consent of Casbah’s user',
      instructions:
        'In *System OAuth → Application Registry → New → Create an OAuth API endpoint for external clients* name it *Casbah* and enter Casbah’s callback address as *Redirect URL*. Copy client ID and client secret, then sign in to ServiceNow as Casbah’s user and allow it.',
      fields: [clientId, clientSecret],
      scheme: {
        type: 'authorizationCode',
        authorizeUrl: 'https://{instance}.service-now.com/oauth_auth.do',
        client,
        scopes: ['useraccount'],
        tokenUrl,
      },
    },
    {
      name: 'basic',
      title: 'User name and password',
      instructions:
        'In *User Administration → Users* give Casbah’s user a password and tick *Web service access only*. It must not be asked for a second factor: ServiceNow refuses basic authentication of users who are (401 with `X-MFA_TOKEN`).',
      fields: [
        { name: 'username', title: 'User name', secret: false },
        { name: 'password', title: 'Password', secret: true },
      ],
      scheme: { type: 'basic', username: '{username}', password: '{password}' },
    },
  ],
  // ServiceNow has no limit of its own; administrators add rules (429 with Retry-After), and slow requests are cut. This leaves room for others.
  limits: [{ name: 'instance', amount: 300, windowSeconds: 60, matches: ['/'] }],
  scopes: [
    read('sys_audit', 'Reads what was changed.'),
    read('sysevent', 'Reads sign-ins and impersonation.'),
    read('syslog_transaction', 'Reads requests: exports, attachments, API calls.'),
    read('sys_user', 'Lists users, and reads them before and after an action.'),
    read('sys_user_has_role', 'Tells who administers.'),
    read('sys_user_group', 'Lists groups.'),
    read('sys_user_grmember', 'Lists the members of groups.'),
    read('oauth_credential', 'Lists the programs that were let in: no token is asked for, only whose it is.'),
    read('sys_public', 'Lists pages that need no sign-in.'),
  ],
  probe: () => table('sys_user', 'sys_id', 'ORDERBYsys_id', 1),
}
