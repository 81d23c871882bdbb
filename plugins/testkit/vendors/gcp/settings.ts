import type { VendorAccount } from '../../replay/vendor.ts'

/** A binding of an IAM policy. */
export interface GcpBinding {
  role: string
  /** Such as `user:ada@acme.example`, `serviceAccount:…`, `group:…`, `allUsers`. */
  members: string[]
  condition?: { title: string; expression: string }
}

/** The IAM policy that is set on one resource. */
export interface GcpPolicy {
  /** Full resource name, such as `//storage.googleapis.com/acme-web`. */
  resource: string
  assetType: string
  bindings: GcpBinding[]
  auditConfigs?: { service: string; auditLogConfigs: { logType: string; exemptedMembers?: string[] }[] }[]
  /** How often it was changed; its etag. */
  revision: number
}

export interface GcpAsset {
  /** Full resource name, such as `//compute.googleapis.com/projects/p/zones/z/instances/i`. */
  name: string
  assetType: string
  /** As the service's own API shows it. */
  data: Record<string, unknown>
}

export interface GcpProject {
  id: string
  number: string
  state: 'ACTIVE' | 'DELETE_REQUESTED'
  /** Whether the Cloud Asset API is on. */
  hasAssets: boolean
}

export interface GcpSettings {
  projects: GcpProject[]
  policies: GcpPolicy[]
  assets: GcpAsset[]
  /** Log sinks of the organisation. */
  sinks: Record<string, unknown>[]
  contacts: { name: string; email: string; notificationCategorySubscriptions: string[]; languageTag: string }[]
  /** Permissions that the service account lacks. */
  missing: string[]
}

export const CRM = '//cloudresourcemanager.googleapis.com/'
const OWNER_METRIC = 'owner-changes'
const AUDIT_METRIC = 'audit-config-changes'

/** A new policy, never changed. */
export const gcpPolicy = (resource: string, assetType: string, bindings: GcpBinding[]): GcpPolicy => ({
  resource,
  assetType,
  bindings,
  revision: 1,
})

/** An asset of a project's, by its service and the rest of its name. */
export const gcpAsset = (service: string, type: string, rest: string, data: Record<string, unknown>): GcpAsset => ({
  name: `//${service}.googleapis.com/${rest}`,
  assetType: `${service}.googleapis.com/${type}`,
  data,
})

export interface GcpOrganisation {
  organizationId: string
  accounts: VendorAccount[]
  /** Epoch milliseconds. */
  now: number
}

const projectNumber = (index: number) => String(500_000_000_001 + index)

/** A well kept organisation with these projects: every control that can be seen from outside holds. */
export function defaultGcpSettings(
  { organizationId, accounts, now }: GcpOrganisation,
  projects: string[],
): GcpSettings {
  const organisation = `organizations/${organizationId}`
  const made = new Date(now - 20 * 86_400_000).toISOString()
  const users = accounts.filter(({ status }) => status === 'ACTIVE').map(({ email }) => `user:${email}`)
  const admins = accounts.filter(({ isAdmin }) => isAdmin).map(({ email }) => `user:${email}`)
  const [first = 'web'] = projects
  const runner = `runner@${first}.iam.gserviceaccount.com`
  const kinds = ['ADMIN_READ', 'DATA_READ', 'DATA_WRITE']
  return {
    projects: projects.map((id, index) => ({
      id,
      number: projectNumber(index),
      state: 'ACTIVE' as const,
      hasAssets: true,
    })),
    policies: [
      {
        ...gcpPolicy(`${CRM}${organisation}`, 'cloudresourcemanager.googleapis.com/Organization', [
          { role: 'roles/resourcemanager.organizationAdmin', members: admins },
          { role: 'roles/browser', members: users },
        ]),
        auditConfigs: [{ service: 'allServices', auditLogConfigs: kinds.map(logType => ({ logType })) }],
      },
      ...projects.map(id =>
        gcpPolicy(`${CRM}projects/${id}`, 'cloudresourcemanager.googleapis.com/Project', [
          { role: 'roles/viewer', members: users },
          { role: 'roles/iam.serviceAccountAdmin', members: admins },
          { role: 'roles/cloudkms.admin', members: admins },
          { role: 'roles/run.invoker', members: [`serviceAccount:${runner}`] },
        ]),
      ),
      gcpPolicy(`//storage.googleapis.com/${first}-files`, 'storage.googleapis.com/Bucket', [
        { role: 'roles/storage.objectViewer', members: [`serviceAccount:${runner}`] },
        { role: 'roles/storage.legacyBucketOwner', members: [`projectOwner:${first}`] },
      ]),
      gcpPolicy(
        `//cloudkms.googleapis.com/projects/${first}/locations/eu/keyRings/main/cryptoKeys/rows`,
        'cloudkms.googleapis.com/CryptoKey',
        [{ role: 'roles/cloudkms.cryptoKeyEncrypterDecrypter', members: [`serviceAccount:${runner}`] }],
      ),
    ],
    assets: [
      gcpAsset('cloudresourcemanager', 'Organization', organisation, { name: organisation, state: 'ACTIVE' }),
      ...projects.map((id, index) =>
        gcpAsset('compute', 'Project', `projects/${id}`, {
          name: id,
          id: projectNumber(index),
          commonInstanceMetadata: { items: [{ key: 'enable-oslogin', value: 'TRUE' }] },
        }),
      ),
      gcpAsset('iam', 'ServiceAccount', `projects/${first}/serviceAccounts/100000000000000000001`, {
        name: `projects/${first}/serviceAccounts/${runner}`,
        projectId: first,
        uniqueId: '100000000000000000001',
        email: runner,
        displayName: 'Runs the web shop',
      }),
      ...['SYSTEM_MANAGED', 'USER_MANAGED'].map((keyType, index) =>
        gcpAsset('iam', 'ServiceAccountKey', `projects/${first}/serviceAccounts/${runner}/keys/${'ab'[index]}1c2d3`, {
          name: `projects/${first}/serviceAccounts/${runner}/keys/${'ab'[index]}1c2d3`,
          keyType,
          keyOrigin: 'GOOGLE_PROVIDED',
          validAfterTime: made,
        }),
      ),
      gcpAsset('apikeys', 'Key', `projects/${projectNumber(0)}/locations/global/keys/maps`, {
        displayName: 'Maps',
        createTime: made,
        restrictions: { apiTargets: [{ service: 'maps-backend.googleapis.com' }] },
      }),
      gcpAsset('storage', 'Bucket', `${first}-files`, {
        name: `${first}-files`,
        updated: made,
        iamConfiguration: { uniformBucketLevelAccess: { enabled: true }, publicAccessPrevention: 'inherited' },
      }),
      gcpAsset('storage', 'Bucket', `${first}-logs`, {
        name: `${first}-logs`,
        updated: made,
        iamConfiguration: { uniformBucketLevelAccess: { enabled: true }, publicAccessPrevention: 'enforced' },
        retentionPolicy: { retentionPeriod: '31536000', isLocked: true },
      }),
      gcpAsset('cloudkms', 'CryptoKey', `projects/${first}/locations/eu/keyRings/main/cryptoKeys/rows`, {
        purpose: 'ENCRYPT_DECRYPT',
        rotationPeriod: '7776000s',
      }),
      gcpAsset('bigquery', 'Dataset', `projects/${first}/datasets/orders`, {
        access: [{ role: 'OWNER', specialGroup: 'projectOwners' }],
      }),
      gcpAsset('sqladmin', 'Instance', `projects/${first}/instances/orders`, {
        instanceType: 'CLOUD_SQL_INSTANCE',
        settings: {
          ipConfiguration: { authorizedNetworks: [], sslMode: 'ENCRYPTED_ONLY' },
          backupConfiguration: { enabled: true },
        },
      }),
      gcpAsset('compute', 'Firewall', `projects/${first}/global/firewalls/allow-iap`, {
        name: 'allow-iap',
        direction: 'INGRESS',
        sourceRanges: ['35.235.240.0/20'],
        allowed: [{ IPProtocol: 'tcp', ports: ['22', '3389'] }],
      }),
      gcpAsset('compute', 'Network', `projects/${first}/global/networks/main`, { name: 'main' }),
      gcpAsset('compute', 'Subnetwork', `projects/${first}/regions/europe-west1/subnetworks/main`, {
        purpose: 'PRIVATE',
        logConfig: { enable: true },
      }),
      gcpAsset('compute', 'Instance', `projects/${first}/zones/europe-west1-b/instances/web-1`, {
        name: 'web-1',
        status: 'RUNNING',
        lastStartTimestamp: made,
        serviceAccounts: [{ email: runner, scopes: ['https://www.googleapis.com/auth/cloud-platform'] }],
        shieldedInstanceConfig: { enableVtpm: true, enableIntegrityMonitoring: true },
      }),
      gcpAsset('dns', 'ManagedZone', `projects/${first}/managedZones/example`, {
        visibility: 'PUBLIC',
        dnssecConfig: { state: 'ON' },
      }),
      metric(
        first,
        OWNER_METRIC,
        'protoPayload.serviceName="cloudresourcemanager.googleapis.com" AND protoPayload.serviceData.policyDelta.bindingDeltas.role="roles/owner"',
      ),
      metric(
        first,
        AUDIT_METRIC,
        'protoPayload.methodName="SetIamPolicy" AND protoPayload.serviceData.policyDelta.auditConfigDeltas:*',
      ),
      gcpAsset('monitoring', 'AlertPolicy', `projects/${first}/alertPolicies/1`, {
        conditions: [OWNER_METRIC, AUDIT_METRIC].map(name => ({
          conditionThreshold: { filter: `metric.type="logging.googleapis.com/user/${name}"` },
        })),
      }),
    ],
    sinks: [
      {
        name: '_Default',
        destination: `logging.googleapis.com/${organisation}/locations/global/buckets/_Default`,
        filter: 'NOT LOG_ID("cloudaudit.googleapis.com/activity")',
      },
      { name: 'all', destination: `storage.googleapis.com/${first}-logs`, includeChildren: true },
    ],
    contacts: [
      {
        name: `${organisation}/contacts/1`,
        email: 'security@acme.example',
        notificationCategorySubscriptions: ['SECURITY', 'TECHNICAL'],
        languageTag: 'en',
      },
    ],
    missing: [],
  }
}

const metric = (project: string, name: string, filter: string) =>
  gcpAsset('logging', 'LogMetric', `projects/${project}/metrics/${name}`, { name, filter })
