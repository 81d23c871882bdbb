import type { Config, ReadSpec } from '@casbah/sdk'
import { assets, bare, organisation, PLACES, places, policies } from './requests.ts'

const CONFIG = 'google.logging.v2.ConfigServiceV2.'
const LISTS = 'cloudasset.assets.listResource'
const page = { style: 'bodyCursor', field: 'nextPageToken' } as const

/** All assets of a type. */
const assetsOf = (assetTypes: string, touchedBy: string[]) => ({
  request: (config: Config, { cursor }: { cursor?: string }) => assets(config, assetTypes, cursor),
  rows: 'assets?',
  page,
  scope: LISTS,
  touchedBy,
})

/** The IAM policies that are set on resources of a type. */
const policiesOf = (assetTypes: string, touchedBy: string[]) => ({
  request: (config: Config, { cursor }: { cursor?: string }) => policies(config, assetTypes, cursor),
  rows: 'results?',
  page,
  scope: 'cloudasset.assets.searchAllIamPolicies',
  touchedBy,
})

/** The project that a read with `each` is about, as `projects/id`. */
const projectOf = (parent: unknown) => bare(String((parent as { name?: unknown } | undefined)?.name))

/** Settings that the checks read, those of all projects at once where the asset inventory has them. */
export const reads = {
  /** When Google looked, since a check has no clock. */
  snapshot: {
    request: config => assets(config, 'cloudresourcemanager.googleapis.com/Organization', undefined, 1),
    scope: LISTS,
  },
  projects: {
    request: (config, { cursor }) => {
      const { query, ...rest } = places(config, cursor)
      return { ...rest, query: { ...query, assetTypes: 'cloudresourcemanager.googleapis.com/Project' } }
    },
    rows: 'results?',
    page,
    scope: 'cloudasset.assets.searchAllResources',
    touchedBy: ['CreateProject', 'DeleteProject'],
  },
  /** Which of these permissions the credentials have on each project. */
  ownPermissions: {
    each: 'projects',
    request: (_config, { parent }) => ({
      method: 'POST',
      url: `https://cloudresourcemanager.googleapis.com/v3/${projectOf(parent)}:testIamPermissions`,
      json: { permissions: ['logging.privateLogEntries.list'] },
    }),
    scope: 'resourcemanager.projects.get',
    touchedBy: ['SetIamPolicy*'],
  },
  assetService: {
    each: 'projects',
    request: (_config, { parent }) => ({
      url: `https://serviceusage.googleapis.com/v1/${projectOf(parent)}/services/cloudasset.googleapis.com`,
    }),
    scope: 'serviceusage.services.get',
    touchedBy: ['google.api.serviceusage.v1.ServiceUsage.*'],
  },
  organizationPolicy: {
    request: config => ({
      method: 'POST',
      url: `https://cloudresourcemanager.googleapis.com/v3/${organisation(config)}:getIamPolicy`,
      json: { options: { requestedPolicyVersion: 3 } },
    }),
    scope: 'resourcemanager.organizations.getIamPolicy',
    touchedBy: ['SetIamPolicy*'],
  },
  sinks: {
    request: (config, { cursor }) => ({
      path: `/v2/${organisation(config)}/sinks`,
      query: { pageSize: 100, pageToken: cursor },
    }),
    rows: 'sinks?',
    page,
    scope: 'logging.sinks.list',
    touchedBy: [`${CONFIG}CreateSink`, `${CONFIG}UpdateSink`, `${CONFIG}DeleteSink`],
  },
  contacts: {
    request: (config, { cursor }) => ({
      url: `https://essentialcontacts.googleapis.com/v1/${organisation(config)}/contacts`,
      query: { pageSize: 100, pageToken: cursor },
    }),
    rows: 'contacts?',
    page,
    scope: 'essentialcontacts.contacts.list',
    touchedBy: ['google.cloud.essentialcontacts.v1.*'],
  },
  placePolicies: policiesOf(PLACES, ['SetIamPolicy*']),
  bucketPolicies: policiesOf('storage.googleapis.com/Bucket', ['storage.setIamPermissions*']),
  kmsPolicies: policiesOf('cloudkms.googleapis.com/(KeyRing|CryptoKey)', ['SetIamPolicy*']),
  keys: assetsOf('iam.googleapis.com/ServiceAccountKey', [
    'google.iam.admin.v1.CreateServiceAccountKey',
    'google.iam.admin.v1.UploadServiceAccountKey',
    'google.iam.admin.v1.DeleteServiceAccountKey',
    'google.iam.admin.v1.DisableServiceAccountKey',
    'google.iam.admin.v1.EnableServiceAccountKey',
  ]),
  apiKeys: assetsOf('apikeys.googleapis.com/Key', ['google.api.apikeys.v2.ApiKeys.*']),
  buckets: assetsOf('storage.googleapis.com/Bucket', ['storage.buckets.create', 'storage.buckets.update']),
  kmsKeys: assetsOf('cloudkms.googleapis.com/CryptoKey', ['CreateCryptoKey', 'UpdateCryptoKey']),
  datasets: assetsOf('bigquery.googleapis.com/Dataset', ['google.cloud.bigquery.v2.DatasetService.*']),
  databases: assetsOf('sqladmin.googleapis.com/Instance', ['cloudsql.instances.*']),
  firewalls: assetsOf('compute.googleapis.com/Firewall', ['compute.firewalls.*']),
  networks: assetsOf('compute.googleapis.com/Network', ['compute.networks.*']),
  subnetworks: assetsOf('compute.googleapis.com/Subnetwork', ['compute.subnetworks.*']),
  instances: assetsOf('compute.googleapis.com/Instance', ['compute.instances.*']),
  computeProjects: assetsOf('compute.googleapis.com/Project', ['compute.projects.setCommonInstanceMetadata']),
  zones: assetsOf('dns.googleapis.com/ManagedZone', ['dns.managedZones.*']),
  metrics: assetsOf('logging.googleapis.com/LogMetric', ['google.logging.v2.MetricsServiceV2.*']),
  alertPolicies: assetsOf('monitoring.googleapis.com/AlertPolicy', ['google.monitoring.v3.AlertPolicyService.*']),
} satisfies Record<string, ReadSpec>
