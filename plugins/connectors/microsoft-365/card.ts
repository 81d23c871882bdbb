import { entraAuth, entraTenant, type Card } from '@casbah/sdk'
import { z } from 'zod'
import { contentTypes, graphLogs } from './content-types.ts'
import { feed } from './feed.ts'
import { rights } from './rights.ts'

const logs = [...contentTypes.map(({ name }) => name), ...graphLogs]
const register =
  'In the Entra admin center open *App registrations → New registration*, for this directory alone. Under *API permissions* add the application permissions that are listed for this connector and press *Grant admin consent*.'

export const card: Card = {
  slug: 'microsoft-365',
  name: 'Microsoft 365',
  vendor: 'Microsoft Corporation',
  config: z.object({
    tenantId: entraTenant,
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
  auth: entraAuth(register),
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
