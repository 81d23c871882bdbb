import type { Config, HttpRequest } from '@casbah/sdk'

/** Google has a host for each of its services. */
export const HOSTS = [
  'logging',
  'cloudasset',
  'cloudresourcemanager',
  'iam',
  'storage',
  'compute',
  'serviceusage',
  'essentialcontacts',
  'oauth2',
].map(service => `${service}.googleapis.com`)

const ASSETS = 'https://cloudasset.googleapis.com/v1'
/** Resources that others lie in. */
export const PLACES = 'cloudresourcemanager.googleapis.com/(Organization|Folder|Project)'

/** The organisation’s resource name. */
export const organisation = (config: Config): string => `organizations/${String(config.organizationId)}`

/** All assets of a type below the organisation with their data; a type may be a regular expression (RE2). */
export const assets = (config: Config, assetTypes: string, cursor?: string, pageSize = 1_000): HttpRequest => ({
  url: `${ASSETS}/${organisation(config)}/assets`,
  query: { assetTypes, contentType: 'RESOURCE', pageSize, pageToken: cursor },
})

/** The IAM policies that are set on resources of these types below the organisation; of all types when left out. */
export const policies = (config: Config, assetTypes: string | undefined, cursor?: string): HttpRequest => ({
  url: `${ASSETS}/${organisation(config)}:searchAllIamPolicies`,
  query: { assetTypes, pageSize: 500, pageToken: cursor },
})

/** Folders and projects below the organisation, at whatever depth. Deleted ones are listed for 30 more days, so only active ones are asked for. */
export const places = (config: Config, cursor?: string): HttpRequest => ({
  url: `${ASSETS}/${organisation(config)}:searchAllResources`,
  query: {
    assetTypes: 'cloudresourcemanager.googleapis.com/(Folder|Project)',
    query: 'state:ACTIVE',
    pageSize: 500,
    pageToken: cursor,
  },
})

/** A page of log entries. */
export const entries = (json: object): HttpRequest => ({ method: 'POST', path: '/v2/entries:list', json })

/** A full resource name without the service before it: `//compute.googleapis.com/projects/p` is `projects/p`. */
export const bare = (name: string): string => name.replace(/^\/\/[^/]+\//, '')
