import { at } from '@casbah/sdk'
import {
  azureContainer,
  azureRoleAssignment,
  azureSecurityRule,
  createAzure,
  person,
  type AzureSettings,
  type CheckFixture,
  type Fixtures,
} from '@casbah/testkit'
import { OWNER, USER_ACCESS_ADMINISTRATOR } from './roles.ts'

const TENANT = '3c1d4a52-0000-4000-8000-00000000acce'
const CLIENT = '3c1d4a52-0000-4000-8000-000000000001'
const FIRST = '3c1d4a52-0000-4000-9000-000000000001'
const SECOND = '3c1d4a52-0000-4000-9000-000000000002'
const ADA = '3c1d4a52-0000-4000-8001-000000000001'
const ANN = '3c1d4a52-0000-4000-8001-000000000002'
const BEN = '3c1d4a52-0000-4000-8001-000000000003'
const STAFF = '3c1d4a52-0000-4000-8002-000000000001'
const at1 = `/subscriptions/${FIRST}`
const idOf = (group: string, type: string, name: string) =>
  `${at1}/resourceGroups/${group}/providers/${type}/${name}`.toLowerCase()
const FILES = idOf('data', 'Microsoft.Storage/storageAccounts', 'acmefiles')

const SITE = FILES.replace('acmefiles', 'acmesite')

const settings = (vendor: { settings: object }) => vendor.settings as AzureSettings
const benContributes = azureRoleAssignment(at1, 'b24988ac-6180-42a0-ab88-20f7382dd24c', BEN)

/** Lays something over the properties of the resources of a type. */
const properties = (type: string, over: object): CheckFixture => ({
  fail: vendor =>
    settings(vendor)
      .resources.filter(one => one.type === type)
      .forEach(one => Object.assign(one.properties, over)),
})
const storage = (over: object) => properties('Microsoft.Storage/storageAccounts', over)
const vault = (over: object) => properties('Microsoft.KeyVault/vaults', over)
const open = (port: string) =>
  properties('Microsoft.Network/networkSecurityGroups', { securityRules: [azureSecurityRule('Open', '*', port)] })
const plan = (name: string): CheckFixture => ({
  fail: vendor => Object.values(settings(vendor).pricings).forEach(tiers => (tiers[name] = 'Free')),
})
/** Empties a list of each subscription. */
const without = (name: 'securityContacts' | 'diagnosticSettings' | 'activityLogAlerts'): CheckFixture => ({
  fail: vendor => Object.keys(settings(vendor)[name]).forEach(one => (settings(vendor)[name][one] = [])),
})

/** What the contract kit needs to know of Azure. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  vendor: ({ now, pageRows }) => {
    const vendor = createAzure({
      tenantId: TENANT,
      clientId: CLIENT,
      clientSecret: 'secret/of+acme',
      pushSecret: 'pushed/secret+of+acme',
      subscriptions: [
        { id: FIRST, name: 'Production' },
        { id: SECOND, name: 'Development' },
      ],
      now,
      ...(pageRows && { pageRows }),
      accounts: [
        person(ADA, { email: 'ada@acme.example', isAdmin: true }),
        person(ANN, { email: 'ann@acme.example', isAdmin: true }),
        person(BEN, { email: 'ben@acme.example', mfa: false }),
      ],
    })
    const all = settings(vendor)
    all.roleAssignments.push(azureRoleAssignment(at1, 'acdd72a7-3385-48ef-bd42-f606fba81ae7', STAFF, 'Group'))
    const site = structuredClone(all.resources[0]!)
    Object.assign(site, { id: site.id.replace('acmefiles', 'acmesite'), name: 'acmesite' })
    site.properties.allowBlobPublicAccess = true
    // Open to more than the web, and to none of the ports that checks ask for.
    const lab = structuredClone(all.resources.find(({ name }) => name === 'front')!)
    Object.assign(lab, { id: lab.id.replace('front', 'lab'), name: 'lab' })
    lab.properties.securityRules = [azureSecurityRule('AllowBuilds', 'Internet', '8080')]
    all.resources.push(site, lab)
    all.containers = {
      [SITE]: [azureContainer(site, 'downloads', 'Container'), azureContainer(site, 'builds', 'None')],
    }
    return vendor
  },
  streams: {
    'activity-log': {
      marker: 'eventDataId',
      row: (index, time) => ({
        eventDataId: `event-${index}`,
        eventTimestamp: new Date(time).toISOString(),
        submissionTimestamp: new Date(time + 90_000).toISOString(),
        subscriptionId: index % 2 === 0 ? FIRST : SECOND,
        operationName: {
          value: 'Microsoft.Storage/storageAccounts/write',
          localizedValue: 'Create/Update Storage Account',
        },
        eventName: { value: 'EndRequest' },
        category: { value: 'Administrative' },
        status: { value: 'Succeeded' },
        subStatus: { value: 'OK' },
        level: 'Informational',
        caller: 'ben@acme.example',
        resourceId: FILES,
        operationId: `operation-${index}`,
        correlationId: `operation-${index}`,
      }),
    },
  },
  accounts: [
    { externalId: ADA, status: 'ACTIVE', isAdmin: true, isService: false, email: 'ada@acme.example', mfaEnabled: true },
    { externalId: BEN, status: 'ACTIVE', isService: false, mfaEnabled: false },
    { externalId: CLIENT, status: 'ACTIVE', isService: true },
  ],
  things: [
    { externalId: STAFF, name: STAFF },
    { externalId: FILES, kind: 'BUCKET', name: 'data/acmefiles', access: [{ to: 'organisation' }] },
    {
      externalId: idOf('core', 'Microsoft.Network/networkSecurityGroups', 'front'),
      kind: 'OTHER',
      access: [{ to: 'organisation' }],
    },
    { name: 'core/lab', access: [{ to: 'anyone' }] },
    { externalId: idOf('core', 'Microsoft.Compute/virtualMachines', 'build-1'), kind: 'OTHER' },
    {
      externalId: `${SITE}/blobservices/default/containers/downloads`,
      kind: 'FOLDER',
      name: 'acmesite/blobs/downloads',
      access: [{ to: 'anyone' }],
    },
    { name: 'acmesite/blobs/builds', access: [{ to: 'organisation' }] },
  ],
  checks: {
    'storage-https': storage({ supportsHttpsTrafficOnly: false }),
    'storage-tls': storage({ minimumTlsVersion: 'TLS1_0' }),
    'storage-no-anonymous': {
      pass: vendor => storage({ allowBlobPublicAccess: false }).fail(vendor),
      fail: vendor => storage({ allowBlobPublicAccess: true }).fail(vendor),
    },
    'storage-no-shared-key': storage({ allowSharedKeyAccess: true }),
    'storage-default-deny': storage({ networkAcls: { defaultAction: 'Allow' } }),
    'vault-recoverable': vault({ enablePurgeProtection: undefined }),
    'vault-rbac': vault({ enableRbacAuthorization: false }),
    'vault-private': vault({ publicNetworkAccess: 'Enabled' }),
    'web-apps-https': properties('Microsoft.Web/sites', { httpsOnly: false }),
    'nsg-admin-ports': open('20-30'),
    'nsg-database-ports': open('*'),
    'defender-servers': plan('VirtualMachines'),
    'defender-storage': plan('StorageAccounts'),
    'defender-key-vault': plan('KeyVaults'),
    'defender-resource-manager': plan('Arm'),
    'defender-databases': plan('SqlServers'),
    'defender-app-service': plan('AppServices'),
    'defender-containers': plan('Containers'),
    'alert-policy-assignment': without('activityLogAlerts'),
    'alert-nsg': without('activityLogAlerts'),
    'security-contact': without('securityContacts'),
    'activity-log-exported': without('diagnosticSettings'),
    'no-custom-owner': {
      fail: vendor =>
        void (settings(vendor).customRoles[FIRST] = [
          {
            id: `${at1}/providers/Microsoft.Authorization/roleDefinitions/5f1d4a52`,
            name: '5f1d4a52',
            properties: { roleName: 'Operator', type: 'CustomRole', permissions: [{ actions: ['*'] }] },
          },
        ]),
    },
    'no-root-access-admin': {
      fail: vendor => void settings(vendor).inherited.push(azureRoleAssignment('/', USER_ACCESS_ADMINISTRATOR, BEN)),
    },
    'owner-count': {
      fail: vendor =>
        ['4', '5'].forEach(one =>
          settings(vendor).roleAssignments.push(azureRoleAssignment(at1, OWNER, ADA.replace(/1$/, one))),
        ),
    },
    'no-program-owners': {
      fail: vendor =>
        void settings(vendor).roleAssignments.push(azureRoleAssignment(at1, OWNER, CLIENT, 'ServicePrincipal')),
    },
    'subscriptions-watched': {
      fail: vendor => {
        const usual = vendor.answer.bind(vendor)
        vendor.answer = async request => {
          const answer = await usual(request)
          const body = answer.body as { value: { subscriptionId: string }[] }
          if (request.path !== '/subscriptions') return answer
          const more = { ...body.value[0], subscriptionId: SECOND.replace(/2$/, '3'), displayName: 'Forgotten' }
          return { ...answer, body: { ...body, value: [...body.value, more] } }
        }
      },
    },
  },
  corpus: {
    carries: {
      actor: raw =>
        Object.keys(Object(at(raw, 'identity.claims'))).find(claim => claim !== 'ipaddr') ??
        (typeof raw.identity === 'string' ? raw.identity : undefined) ??
        at(raw, 'properties.initiatedBy') ??
        at(raw, 'properties.userPrincipalName') ??
        at(raw, 'properties.servicePrincipalId') ??
        clusterLog(raw)?.user,
      target: raw => raw.resourceId ?? at(raw, 'properties.objectKey') ?? raw.uri,
      ip: raw => raw.callerIpAddress ?? raw.ipAddress ?? at(clusterLog(raw), 'sourceIPs.0'),
      userAgent: raw =>
        at(raw, 'properties.userAgentHeader') || at(raw, 'properties.userAgent') || at(clusterLog(raw), 'userAgent'),
      session: 'properties.sessionId',
      // What is offered, such as a recommendation, is not over.
      outcome: raw =>
        (raw.resultType != null && raw.resultType !== 'Active') ||
        raw.statusCode ||
        at(raw, 'properties.metricResponseType') ||
        at(raw, 'properties.result') ||
        at(clusterLog(raw), 'responseStatus.code'),
    },
  },
  actions: {
    'remove-role-assignment': { target: { externalId: BEN }, parameters: { roleAssignment: benContributes.id } },
    'disable-storage-public-access': { target: { externalId: SITE, kind: 'BUCKET', name: 'data/acmesite' } },
    'close-nsg-rule': {
      target: { externalId: idOf('core', 'Microsoft.Network/networkSecurityGroups', 'front'), kind: 'OTHER' },
      parameters: { rule: 'AllowHTTPS' },
    },
    'deallocate-vm': {
      target: { externalId: idOf('core', 'Microsoft.Compute/virtualMachines', 'build-1'), kind: 'OTHER' },
    },
    'rotate-storage-key': {
      target: { externalId: FILES, kind: 'BUCKET', name: 'data/acmefiles' },
      parameters: { key: 'key2' },
    },
  },
}

/** The audit record of a cluster, which lies in its export as a text. */
function clusterLog(raw: Record<string, unknown>): Record<string, unknown> | undefined {
  const log = at(raw, 'properties.log')
  return typeof log === 'string' ? (JSON.parse(log) as Record<string, unknown>) : undefined
}
