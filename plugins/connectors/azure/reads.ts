import { pathTo, type Config, type ReadRequest, type ReadSpec } from '@casbah/sdk'
import { z } from 'zod'
import { arm, byGraph, byLink, resourceGraph } from './arm.ts'

const subscription = z.looseObject({ subscriptionId: z.string() })

/** Read once for each subscription, below its path. */
const ofEach = (path: string, version: string, query: Record<string, string> = {}) => ({
  each: 'subscriptions',
  request: (_: Config, { parent }: ReadRequest) =>
    arm(pathTo`/subscriptions/${subscription.parse(parent).subscriptionId}` + `/providers/${path}`, version, query),
  ...byLink,
})
/** Of all subscriptions at once. */
const ofAll = (query: string) => ({
  request: (config: Config, { cursor }: ReadRequest) => resourceGraph(config, query, cursor),
  ...byGraph,
})
const ofType = (type: string) => ofAll(`resources | where type =~ '${type}'`)

/** What the checks look at. */
export const reads: Record<string, ReadSpec> = {
  subscriptions: {
    ...ofAll("resourcecontainers | where type =~ 'microsoft.resources/subscriptions'"),
    scope: 'Microsoft.Resources/subscriptions/read',
  },
  /** All that the app may see, watched or not. */
  visibleSubscriptions: {
    request: () => arm('/subscriptions', '2022-12-01'),
    ...byLink,
    scope: 'Microsoft.Resources/subscriptions/read',
  },
  /** With those that a subscription has from the management groups above it. */
  roleAssignments: {
    ...ofEach('Microsoft.Authorization/roleAssignments', '2022-04-01'),
    scope: 'Microsoft.Authorization/roleAssignments/read',
    touchedBy: ['microsoft.authorization/roleassignments/*', 'microsoft.authorization/elevateaccess/action'],
  },
  customRoles: {
    ...ofEach('Microsoft.Authorization/roleDefinitions', '2022-04-01', { $filter: "type eq 'CustomRole'" }),
    scope: 'Microsoft.Authorization/roleDefinitions/read',
    touchedBy: ['microsoft.authorization/roledefinitions/*'],
  },
  pricings: {
    ...ofEach('Microsoft.Security/pricings', '2022-03-01'),
    scope: 'Microsoft.Security/pricings/read',
    touchedBy: ['microsoft.security/pricings/*'],
  },
  securityContacts: {
    ...ofEach('Microsoft.Security/securityContacts', '2017-08-01-preview'),
    scope: 'Microsoft.Security/securityContacts/read',
    touchedBy: ['microsoft.security/securitycontacts/*'],
  },
  diagnosticSettings: {
    ...ofEach('Microsoft.Insights/diagnosticSettings', '2017-05-01-preview'),
    scope: 'Microsoft.Insights/diagnosticSettings/read',
    touchedBy: ['microsoft.insights/diagnosticsettings/*'],
  },
  activityLogAlerts: {
    ...ofEach('microsoft.insights/activityLogAlerts', '2017-04-01'),
    scope: 'Microsoft.Insights/activityLogAlerts/read',
    touchedBy: ['microsoft.insights/activitylogalerts/*'],
  },
  storageAccounts: {
    ...ofType('microsoft.storage/storageaccounts'),
    scope: 'Microsoft.Storage/storageAccounts/read',
    touchedBy: ['microsoft.storage/storageaccounts/write', 'microsoft.storage/storageaccounts/delete'],
  },
  securityGroups: {
    ...ofType('microsoft.network/networksecuritygroups'),
    scope: 'Microsoft.Network/networkSecurityGroups/read',
    touchedBy: [
      'microsoft.network/networksecuritygroups/write',
      'microsoft.network/networksecuritygroups/delete',
      'microsoft.network/networksecuritygroups/securityrules/*',
    ],
  },
  vaults: {
    ...ofType('microsoft.keyvault/vaults'),
    scope: 'Microsoft.KeyVault/vaults/read',
    touchedBy: ['microsoft.keyvault/vaults/write', 'microsoft.keyvault/vaults/delete'],
  },
  webApps: {
    ...ofType('microsoft.web/sites'),
    scope: 'Microsoft.Web/sites/read',
    touchedBy: ['microsoft.web/sites/write', 'microsoft.web/sites/delete'],
  },
}
