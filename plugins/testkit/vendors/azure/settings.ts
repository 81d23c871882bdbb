/** A resource as the Resource Manager shows it; ids as it writes them, in mixed case. */
export interface AzureResource {
  id: string
  name: string
  type: string
  location: string
  properties: Record<string, unknown>
  [field: string]: unknown
}

export interface AzureAssignment {
  id: string
  name: string
  type: string
  properties: { scope: string; roleDefinitionId: string; principalId: string; principalType: string }
}

/** The state of what is in the subscriptions; lists under `of` are by the subscription's id. */
export interface AzureSettings {
  /** Actions that the app's roles leave out. */
  missing: string[]
  /** Rights over the directory that an administrator consented to. */
  consented: string[]
  resources: AzureResource[]
  roleAssignments: AzureAssignment[]
  /** Assignments above the subscriptions, which each of them shows, too. */
  inherited: AzureAssignment[]
  customRoles: Record<string, object[]>
  /** Containers of storage accounts, by the account's id in lower case. */
  containers: Record<string, AzureResource[]>
  pricings: Record<string, Record<string, string>>
  securityContacts: Record<string, object[]>
  diagnosticSettings: Record<string, object[]>
  activityLogAlerts: Record<string, object[]>
  /** Power states of machines, by the machine's id in lower case. */
  power: Record<string, string>
}

export const OWNER = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'
export const CONTRIBUTOR = 'b24988ac-6180-42a0-ab88-20f7382dd24c'
export const READER = 'acdd72a7-3385-48ef-bd42-f606fba81ae7'

const PLANS = [
  'VirtualMachines',
  'SqlServers',
  'AppServices',
  'StorageAccounts',
  'Containers',
  'KeyVaults',
  'Arm',
  'OpenSourceRelationalDatabases',
]

/** A resource in a group, its id from its type and name. */
export function azureResource(
  subscription: string,
  group: string,
  type: string,
  name: string,
  properties: Record<string, unknown>,
  more: Record<string, unknown> = {},
): AzureResource {
  const id = `/subscriptions/${subscription}/resourceGroups/${group}/providers/${type}/${name}`
  return { id, name, type, location: 'westeurope', properties, ...more }
}

/** A storage account that is well kept, `over` laid over its properties. */
export const storageAccount = (subscription: string, name: string, made: number, over: Record<string, unknown> = {}) =>
  azureResource(
    subscription,
    'data',
    'Microsoft.Storage/storageAccounts',
    name,
    {
      provisioningState: 'Succeeded',
      supportsHttpsTrafficOnly: true,
      minimumTlsVersion: 'TLS1_2',
      allowBlobPublicAccess: false,
      allowSharedKeyAccess: false,
      publicNetworkAccess: 'Enabled',
      networkAcls: { bypass: 'AzureServices', defaultAction: 'Deny', ipRules: [], virtualNetworkRules: [] },
      keyCreationTime: { key1: new Date(made).toISOString(), key2: new Date(made).toISOString() },
      creationTime: new Date(made).toISOString(),
      ...over,
    },
    { kind: 'StorageV2', sku: { name: 'Standard_LRS', tier: 'Standard' } },
  )

export const keyVault = (subscription: string, tenant: string, name: string, over: Record<string, unknown> = {}) =>
  azureResource(subscription, 'core', 'Microsoft.KeyVault/vaults', name, {
    tenantId: tenant,
    sku: { family: 'A', name: 'standard' },
    enableSoftDelete: true,
    enablePurgeProtection: true,
    enableRbacAuthorization: true,
    publicNetworkAccess: 'Disabled',
    accessPolicies: [],
    ...over,
  })

/** One inbound rule. */
export const securityRule = (name: string, source: string, port: string, over: Record<string, unknown> = {}) => ({
  name,
  properties: {
    protocol: 'Tcp',
    sourcePortRange: '*',
    destinationPortRange: port,
    sourceAddressPrefix: source,
    destinationAddressPrefix: '*',
    access: 'Allow',
    priority: 100,
    direction: 'Inbound',
    provisioningState: 'Succeeded',
    ...over,
  },
})

export const securityGroup = (subscription: string, name: string, rules: object[]) =>
  azureResource(subscription, 'core', 'Microsoft.Network/networkSecurityGroups', name, {
    provisioningState: 'Succeeded',
    securityRules: rules,
  })

export const webApp = (subscription: string, name: string, httpsOnly: boolean) =>
  azureResource(subscription, 'web', 'Microsoft.Web/sites', name, { state: 'Running', httpsOnly }, { kind: 'app' })

export const virtualMachine = (subscription: string, name: string) =>
  azureResource(subscription, 'core', 'Microsoft.Compute/virtualMachines', name, {
    provisioningState: 'Succeeded',
    hardwareProfile: { vmSize: 'Standard_D2s_v5' },
  })

export const container = (account: AzureResource, name: string, publicAccess: string): AzureResource => ({
  id: `${account.id}/blobServices/default/containers/${name}`,
  name,
  type: 'Microsoft.Storage/storageAccounts/blobServices/containers',
  location: account.location,
  properties: { publicAccess, lastModifiedTime: '2026-01-05T08:00:00.0000000Z' },
})

/** A role given at a scope, such as `/subscriptions/…`. */
export function roleAssignment(
  scope: string,
  role: string,
  principalId: string,
  principalType = 'User',
): AzureAssignment {
  // Named by what it gives, so that the same is the same every time.
  const name = `${role.slice(0, 8)}${principalId.slice(8)}`
  const [, , subscription] = scope.split('/')
  const above = subscription ? `/subscriptions/${subscription}` : ''
  return {
    id: `${scope === '/' ? '' : scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    name,
    type: 'Microsoft.Authorization/roleAssignments',
    properties: {
      scope,
      roleDefinitionId: `${above}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
      principalId,
      principalType,
    },
  }
}

const alertOn = (subscription: string, name: string, operation: string) => ({
  ...azureResource(subscription, 'core', 'Microsoft.Insights/activityLogAlerts', name, {
    scopes: [`/subscriptions/${subscription}`],
    enabled: true,
    condition: {
      allOf: [
        { field: 'category', equals: 'Administrative' },
        { field: 'operationName', equals: operation },
      ],
    },
    actions: { actionGroups: [] },
  }),
  location: 'Global',
})

/** Subscriptions that are well kept: few owners, one resource of each kind, alerts, an export of the log. */
export function defaultAzureSettings(options: {
  tenantId: string
  subscriptions: string[]
  clientId: string
  /** Object ids by what they may do. */
  owners: string[]
  others: string[]
  now: number
}): AzureSettings {
  const { tenantId, subscriptions, clientId, owners, others, now } = options
  const by = <T>(of: (subscription: string) => T) => Object.fromEntries(subscriptions.map(one => [one, of(one)]))
  const [first = ''] = subscriptions
  const at = (subscription: string) => `/subscriptions/${subscription}`
  const machine = virtualMachine(first, 'build-1')
  return {
    missing: [],
    consented: ['User.Read.All', 'AuditLog.Read.All'],
    resources: [
      storageAccount(first, 'acmefiles', now - 30 * 86_400_000),
      machine,
      securityGroup(first, 'front', [
        securityRule('AllowHTTPS', 'Internet', '443'),
        securityRule('AllowSSHFromOffice', '203.0.113.0/24', '22', { priority: 110 }),
      ]),
      keyVault(first, tenantId, 'acme-secrets'),
      webApp(first, 'acme-shop', true),
    ],
    roleAssignments: subscriptions.flatMap(one => [
      ...owners.map(id => roleAssignment(at(one), OWNER, id)),
      ...others.map(id => roleAssignment(at(one), CONTRIBUTOR, id)),
      roleAssignment(at(one), READER, clientId, 'ServicePrincipal'),
    ]),
    inherited: [],
    customRoles: by(() => []),
    containers: {},
    pricings: by(() => Object.fromEntries(PLANS.map(plan => [plan, 'Standard']))),
    securityContacts: by(one => [
      {
        id: `${at(one)}/providers/Microsoft.Security/securityContacts/default1`,
        name: 'default1',
        type: 'Microsoft.Security/securityContacts',
        properties: { email: 'security@acme.example', phone: '', alertNotifications: 'On', alertsToAdmins: 'On' },
      },
    ]),
    diagnosticSettings: by(one => [
      {
        id: `${at(one)}/providers/Microsoft.Insights/diagnosticSettings/to-workspace`,
        name: 'to-workspace',
        type: 'Microsoft.Insights/diagnosticSettings',
        properties: {
          workspaceId: `${at(one)}/resourceGroups/core/providers/Microsoft.OperationalInsights/workspaces/logs`,
          logs: ['Administrative', 'Security', 'ServiceHealth', 'Alert', 'Recommendation', 'Policy'].map(category => ({
            category,
            enabled: true,
          })),
        },
      },
    ]),
    activityLogAlerts: by(one => [
      alertOn(one, 'policies', 'Microsoft.Authorization/policyAssignments/write'),
      alertOn(one, 'groups-changed', 'Microsoft.Network/networkSecurityGroups/write'),
      alertOn(one, 'groups-gone', 'Microsoft.Network/networkSecurityGroups/delete'),
    ]),
    power: { [machine.id.toLowerCase()]: 'PowerState/running' },
  }
}
