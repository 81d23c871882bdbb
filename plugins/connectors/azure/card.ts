import { entraAuth, entraTenant, GUID, type AuthField, type Card, type Config } from '@casbah/sdk'
import { z } from 'zod'
import { arm, graph, subscriptionsOf } from './arm.ts'

/** Azure has no rights of its API: what an app may do follows from its roles, which are named by their actions. */
const scope = (action: string, reason: string, role = 'Reader') => ({
  scope: action,
  reason,
  remedy: `In the Azure portal open *Subscriptions → your subscription → Access control (IAM) → Add → Add role assignment*, choose *${role}* (or a custom role with ${action}) and select the app under *Members*. Do so for each subscription.`,
})

const ofPeople = (right: string, reason: string, path: string) => ({
  scope: right,
  reason,
  remedy: `In the Entra admin center open *App registrations → your app → API permissions → Add a permission → Microsoft Graph → Application permissions*, choose *${right}* and press *Grant admin consent*.`,
  probe: (config: Config) => graph(config, path, { $top: 1 }),
})

/** For `diagnostic-settings`: whatever forwards the records sends it as bearer. */
const pushed: AuthField = {
  name: 'pushSecret',
  title: 'Secret for pushed records',
  secret: true,
  required: false,
}
const register =
  'In the Entra admin center open *App registrations → New registration*, for this directory alone. Under *API permissions* the application permissions *User.Read.All* and *AuditLog.Read.All* of Microsoft Graph give people names and tell of their second factors; all else goes without. In the Azure portal give the app the role *Reader* on each subscription, under *Access control (IAM) → Add role assignment*.'

export const card: Card = {
  slug: 'azure',
  name: 'Microsoft Azure',
  vendor: 'Microsoft Corporation',
  config: z.object({
    tenantId: entraTenant.toLowerCase(),
    subscriptions: z
      .array(z.string().toLowerCase().regex(GUID, { error: 'Give IDs of subscriptions, not their names.' }))
      .min(1, { error: 'Give at least one subscription.' })
      .describe('IDs of the subscriptions to watch, from *Subscriptions* in the Azure portal.'),
    loginHost: z
      .enum(['login.microsoftonline.com', 'login.microsoftonline.us', 'login.partner.microsoftonline.cn'])
      .default('login.microsoftonline.com')
      .describe('Where to sign in; the others are for Azure Government and Azure in China.'),
    managementHost: z
      .enum(['management.azure.com', 'management.usgovcloudapi.net', 'management.chinacloudapi.cn'])
      .default('management.azure.com')
      .describe('Where the Resource Manager is; the others are for Azure Government and Azure in China.'),
    graphHost: z
      .enum(['graph.microsoft.com', 'graph.microsoft.us', 'microsoftgraph.chinacloudapi.cn'])
      .default('graph.microsoft.com')
      .describe('Where Microsoft Graph is, which has the people’s names; the others likewise.'),
  }),
  baseUrl: 'https://{managementHost}',
  hosts: ['{managementHost}', '{loginHost}', '{graphHost}'],
  headers: { accept: 'application/json' },
  auth: entraAuth(register, [pushed]),
  // A bucket of 250 reads fills by 25 a second; Resource Graph has a quota of its own.
  limits: [
    { name: 'resource-graph', amount: 12, windowSeconds: 5, matches: ['/providers/Microsoft.ResourceGraph'] },
    { name: 'resource-manager', amount: 20, windowSeconds: 1, matches: ['/subscriptions', '/providers'] },
    { name: 'graph', amount: 4, windowSeconds: 10, matches: ['graph.', 'microsoftgraph.'] },
  ],
  scopes: [
    scope('Microsoft.Insights/eventtypes/values/Read', 'Reads the activity log.', 'Monitoring Reader'),
    {
      ...scope('Microsoft.Authorization/roleAssignments/read', 'Tells who has which role, and who may give them.'),
      probe: config =>
        arm(
          `/subscriptions/${subscriptionsOf(config)[0]}/providers/Microsoft.Authorization/roleAssignments`,
          '2022-04-01',
        ),
    },
    {
      ...scope(
        'Microsoft.Resources/subscriptions/resources/read',
        'Lists storage accounts, machines, networks and vaults.',
      ),
      // Resource Graph would leave out what it may not show, without a word.
      probe: config => arm(`/subscriptions/${subscriptionsOf(config)[0]}/resources`, '2021-04-01', { $top: 1 }),
    },
    scope('Microsoft.Storage/storageAccounts/blobServices/containers/read', 'Tells which containers anyone can see.'),
    ofPeople('User.Read.All', 'Tells the names of those who have roles.', '/users'),
    ofPeople(
      'AuditLog.Read.All',
      'Tells whether they have a second factor.',
      '/reports/authenticationMethods/userRegistrationDetails',
    ),
  ],
  probe: config => arm(`/subscriptions/${subscriptionsOf(config)[0]}`, '2022-12-01'),
}
