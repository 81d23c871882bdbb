import { generateKeyPairSync } from 'node:crypto'
import { at } from '@casbah/sdk'
import {
  createGcp,
  GCP_PLACE,
  person,
  type CheckFixture,
  type Fixtures,
  type GcpAsset,
  type GcpBinding,
  type GcpSettings,
} from '@casbah/testkit'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string

type Vendor = Parameters<CheckFixture['fail']>[0]
const settings = (vendor: Vendor) => vendor.settings as unknown as GcpSettings

const ORGANISATION = '123456789012'
const WEB = `${GCP_PLACE}projects/acme-web`
const FILES = '//storage.googleapis.com/acme-web-files'
const RUNNER = 'runner@acme-web.iam.gserviceaccount.com'
const KEY = `projects/acme-web/serviceAccounts/${RUNNER}/keys/b1c2d3`
const MACHINE = 'projects/acme-web/zones/europe-west1-b/instances/web-1'

/** Changes the data of all assets of a type. */
const spoilt = (type: string, data: Record<string, unknown>) => (vendor: Vendor) =>
  settings(vendor)
    .assets.filter(({ assetType }) => assetType.endsWith(`/${type}`))
    .forEach((asset: GcpAsset) => Object.assign(asset.data, data))

const bound = (vendor: Vendor, resource: string, ...bindings: GcpBinding[]) =>
  settings(vendor)
    .policies.find(policy => policy.resource === resource)
    ?.bindings.push(...bindings)
const given = (resource: string, role: string, member: string) => (vendor: Vendor) =>
  void bound(vendor, resource, { role, members: [member] })

const rule = (port: string) => ({
  direction: 'INGRESS',
  sourceRanges: ['0.0.0.0/0'],
  allowed: [{ IPProtocol: 'tcp', ports: [port] }],
})
const disabledKey = (vendor: Vendor) =>
  settings(vendor)
    .assets.filter(({ data }) => data.keyType === 'USER_MANAGED')
    .forEach(({ data }) => (data.disabled = true))

/** What the contract kit needs to know of Google Cloud. */
export const fixtures: Fixtures = {
  folder: import.meta.dirname,
  vendor: ({ now, pageRows }) =>
    createGcp({
      organizationId: ORGANISATION,
      projects: ['acme-web', 'acme-data'],
      clientEmail: 'casbah@acme-security.iam.gserviceaccount.com',
      privateKey: pem,
      now,
      ...(pageRows && { pageRows }),
      accounts: [person('ada', { isAdmin: true }), person('bob')],
    }),
  streams: {
    audit: {
      marker: 'insertId',
      row: (index, time) => {
        const place = [`organizations/${ORGANISATION}`, 'projects/acme-web', 'projects/acme-data'][index % 3]
        return {
          insertId: `entry${index}`,
          logName: `${place}/logs/cloudaudit.googleapis.com%2Factivity`,
          timestamp: new Date(time).toISOString(),
          severity: 'NOTICE',
          resource: { type: 'gce_firewall_rule', labels: { project_id: 'acme-web' } },
          protoPayload: {
            '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
            serviceName: 'compute.googleapis.com',
            methodName: 'v1.compute.firewalls.patch',
            resourceName: 'projects/acme-web/global/firewalls/allow-iap',
            authenticationInfo: { principalEmail: 'ada@acme.example' },
            requestMetadata: { callerIp: '203.0.113.7', callerSuppliedUserAgent: 'google-cloud-sdk' },
          },
        }
      },
    },
  },
  accounts: [
    { externalId: 'ada@acme.example', status: 'ACTIVE', isAdmin: true },
    { externalId: 'bob@acme.example', status: 'ACTIVE' },
    { externalId: RUNNER, status: 'ACTIVE', isService: true, displayName: 'Runs the web shop' },
  ],
  things: [
    {
      externalId: 'acme-web-files',
      kind: 'BUCKET',
      access: [
        { to: 'user', name: RUNNER, role: 'READ' },
        { to: 'organisation', role: 'OWN' },
      ],
    },
    { externalId: KEY, kind: 'OTHER', owner: RUNNER },
    { externalId: MACHINE, kind: 'OTHER' },
    { externalId: 'projects/acme-web', members: ['ada@acme.example', 'bob@acme.example', RUNNER] },
  ],
  checks: {
    'no-user-managed-keys': {
      pass: disabledKey,
      fail: spoilt('ServiceAccountKey', { keyType: 'USER_MANAGED', disabled: false }),
    },
    'key-age': { fail: spoilt('ServiceAccountKey', { validAfterTime: '2020-01-01T00:00:00Z' }) },
    'service-accounts-no-admin': { fail: given(WEB, 'roles/editor', `serviceAccount:${RUNNER}`) },
    'no-wide-impersonation': { fail: given(WEB, 'roles/iam.serviceAccountTokenCreator', 'user:bob@acme.example') },
    'service-account-duties': { fail: given(WEB, 'roles/iam.serviceAccountUser', 'user:ada@acme.example') },
    'kms-duties': { fail: given(WEB, 'roles/cloudkms.cryptoKeyDecrypter', 'user:ada@acme.example') },
    'data-access-logged': {
      fail: vendor => settings(vendor).policies.forEach(policy => delete policy.auditConfigs),
    },
    'log-sink': { fail: vendor => void settings(vendor).sinks.pop() },
    'log-bucket-lock': { fail: spoilt('Bucket', { retentionPolicy: { retentionPeriod: '86400' } }) },
    'alert-owner-change': { fail: spoilt('AlertPolicy', { conditions: [] }) },
    'alert-audit-config': { fail: spoilt('LogMetric', { filter: 'severity>=ERROR' }) },
    'asset-inventory': { fail: vendor => settings(vendor).projects.forEach(project => (project.hasAssets = false)) },
    'data-access-readable': { fail: vendor => void settings(vendor).missing.push('logging.privateLogEntries.list') },
    'essential-contacts': { fail: vendor => void (settings(vendor).contacts = []) },
    'api-keys-restricted': { fail: spoilt('Key', { restrictions: {} }) },
    'api-key-age': { fail: spoilt('Key', { createTime: '2020-01-01T00:00:00Z' }) },
    'buckets-not-public': { fail: given(FILES, 'roles/storage.objectViewer', 'allUsers') },
    'bucket-uniform-access': { fail: spoilt('Bucket', { iamConfiguration: {} }) },
    'kms-not-public': {
      fail: vendor =>
        settings(vendor)
          .policies.filter(({ assetType }) => assetType.endsWith('/CryptoKey'))
          .forEach(({ bindings }) =>
            bindings.push({ role: 'roles/cloudkms.viewer', members: ['allAuthenticatedUsers'] }),
          ),
    },
    'kms-rotation': { fail: spoilt('CryptoKey', { rotationPeriod: '31536000s' }) },
    'datasets-not-public': {
      fail: spoilt('Dataset', { access: [{ role: 'READER', specialGroup: 'allAuthenticatedUsers' }] }),
    },
    'sql-not-open': {
      fail: spoilt('Instance', {
        settings: { ipConfiguration: { authorizedNetworks: [{ value: '0.0.0.0/0' }], sslMode: 'ENCRYPTED_ONLY' } },
      }),
    },
    'sql-tls': { fail: spoilt('Instance', { settings: { ipConfiguration: { requireSsl: false } } }) },
    'sql-backups': { fail: spoilt('Instance', { settings: { backupConfiguration: { enabled: false } } }) },
    'firewall-ssh': { fail: spoilt('Firewall', rule('20-25')) },
    'firewall-rdp': { fail: spoilt('Firewall', rule('3389')) },
    'no-default-network': { fail: spoilt('Network', { name: 'default' }) },
    'flow-logs': { fail: spoilt('Subnetwork', { logConfig: {} }) },
    'vm-default-account': {
      fail: spoilt('Instance', {
        serviceAccounts: [
          {
            email: '500000000001-compute@developer.gserviceaccount.com',
            scopes: ['https://www.googleapis.com/auth/cloud-platform'],
          },
        ],
      }),
    },
    'os-login': { fail: spoilt('Project', { commonInstanceMetadata: { items: [] } }) },
    'vm-shielded': { fail: spoilt('Instance', { shieldedInstanceConfig: { enableVtpm: true } }) },
    dnssec: { fail: spoilt('ManagedZone', { dnssecConfig: { state: 'OFF' } }) },
  },
  corpus: {
    carries: {
      actor: 'protoPayload.authenticationInfo.principalEmail',
      target: raw => at(raw, 'protoPayload.resourceName'),
      ip: raw => addressIn(raw),
      userAgent: 'protoPayload.requestMetadata.callerSuppliedUserAgent',
      outcome: raw => at(raw, 'protoPayload.status.code') ?? at(raw, 'operation.first') !== true,
    },
    // Entries of other logs have no audit payload; some published rows are cut down to less than Google ever sends.
    rejected: ({ raw }, reason) =>
      (at(raw, 'protoPayload.methodName') === undefined && reason.includes('protoPayload')) ||
      // Dots in place of what was cut out, and a permission that is granted in Cyrillic.
      reason.includes('received string'),
    unknown: /^randomservice\./,
  },
  actions: {
    'remove-iam-binding': {
      target: { externalId: 'bob@acme.example', email: 'bob@acme.example' },
      parameters: { resource: 'projects/acme-web', role: 'roles/editor' },
      before: vendor =>
        bound(
          vendor,
          WEB,
          { role: 'roles/editor', members: ['user:bob@acme.example', 'user:ada@acme.example'] },
          {
            role: 'roles/editor',
            members: ['user:bob@acme.example'],
            condition: { title: 'office hours', expression: 'request.time.getHours("Europe/Berlin") < 18' },
          },
        ),
    },
    'disable-service-account': { target: { externalId: RUNNER, email: RUNNER } },
    'disable-key': { target: { externalId: KEY, kind: 'OTHER' } },
    'remove-public-access': {
      target: { externalId: 'acme-web-files', kind: 'BUCKET' },
      before: given(FILES, 'roles/storage.objectViewer', 'allUsers'),
    },
    'stop-instance': { target: { externalId: MACHINE, kind: 'OTHER' } },
  },
}

/** An address that is one; calls from within Google have a word. */
function addressIn(raw: Record<string, unknown>): unknown {
  const metadata = at(raw, 'protoPayload.requestMetadata')
  const text = String(at(metadata, 'callerIp') ?? at(metadata, 'callerIP') ?? '')
  return /^(\d{1,3}\.){3}\d{1,3}$|:/.test(text) && text
}
