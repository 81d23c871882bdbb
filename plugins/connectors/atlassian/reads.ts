import { pathTo, type Config, type ReadRequest, type ReadSpec } from '@casbah/sdk'
import { nextPlace } from './next-place.ts'
import { onSite } from './site.ts'

type Part = (config: Config) => string

/** A list of the organisation, which goes on with what `links.next` says. */
const list = (path: Part, query: Record<string, string | number> = {}) => ({
  request: (config: Config, { cursor }: ReadRequest) => ({
    path: path(config),
    query: { ...query, ...(cursor && { cursor: nextPlace(cursor, 'cursor') }) },
  }),
  rows: 'data',
  page: { style: 'bodyCursor' as const, field: 'links.next' },
})

/** A list of Jira, told by how many there are. */
const search = (path: string, query: Record<string, string | boolean>) => ({
  request: (config: Config, { offset }: ReadRequest) => ({
    url: onSite(config, path),
    query: { ...query, startAt: offset, maxResults: 50 },
  }),
  rows: 'values',
  page: { style: 'offset' as const, size: 50, total: 'total' },
  scope: 'read:jira-work',
})

const POLICIES = [
  'policy_created',
  'policy_updated',
  'policy_deleted',
  'policy_activated',
  'policy_enabled',
  'policy_disabled',
]
const policies = (type: string): ReadSpec => ({
  ...list(({ organisation }) => pathTo`/admin/v1/orgs/${organisation}/policies`, { type }),
  scope: 'read:policies:admin',
})

export const reads: Record<string, ReadSpec> = {
  /** Users of all directories: `claimStatus`, `status`, `mfaEnabled`, `platformRoles`. */
  users: {
    request: ({ organisation }, { cursor }) => ({
      method: 'POST',
      path: pathTo`/admin/v2/orgs/${organisation}/directories/-/users/search`,
      json: { limit: 100, expand: ['platformRoles'], ...(cursor && { cursor: nextPlace(cursor, 'cursor') }) },
    }),
    rows: 'data',
    page: { style: 'bodyCursor', field: 'links.next' },
    scope: 'read:directories:admin',
    touchedBy: ['user_*', 'managed_account_*'],
  },
  /** Accounts of the verified domains: `account_status`, `last_active`. */
  managedAccounts: {
    ...list(({ organisation }) => pathTo`/admin/v1/orgs/${organisation}/users`),
    scope: 'read:accounts:admin',
    touchedBy: ['user_deactivated', 'user_reactivated', 'managed_account_*'],
  },
  domains: {
    ...list(({ organisation }) => pathTo`/admin/v1/orgs/${organisation}/domains`),
    scope: 'read:domains:admin',
    touchedBy: ['domain_*'],
  },
  ipAllowlists: { ...policies('ip-allowlist'), touchedBy: [...POLICIES, 'ip_allowlist_*'] },
  dataSecurityPolicies: { ...policies('data-security'), touchedBy: [...POLICIES, 'data_security_policy_*'] },
  /** API tokens of the managed accounts. A parameter that this list does not know is answered with a bare 500. */
  apiTokens: {
    ...list(({ organisation }) => pathTo`/admin/api-access/v1/orgs/${organisation}/api-tokens`, { pageSize: 100 }),
    scope: 'read:tokens:admin',
    touchedBy: ['api_token_*', 'user_api_token*'],
  },
  /** API keys of the organisation itself. */
  apiKeys: {
    ...list(({ organisation }) => pathTo`/admin/api-access/v1/orgs/${organisation}/api-keys`, { pageSize: 100 }),
    scope: 'read:tokens:admin',
    touchedBy: ['api_key_*'],
  },
  /** What time it is: `serverTime`. */
  serverInfo: { request: config => ({ url: onSite(config, '/rest/api/3/serverInfo') }), scope: 'read:jira-work' },
  /** All permission schemes with their grants, in one answer. */
  permissionSchemes: {
    request: config => ({ url: onSite(config, '/rest/api/3/permissionscheme'), query: { expand: 'permissions' } }),
    rows: 'permissionSchemes',
    page: { style: 'none' },
    scope: 'read:jira-work',
    touchedBy: ['Permission scheme *'],
  },
  /** Filters of everybody, which only an administrator of Jira is shown. */
  filters: {
    ...search('/rest/api/3/filter/search', { expand: 'owner,sharePermissions', overrideSharePermissions: true }),
    touchedBy: ['Filter shared', 'Filter owner changed'],
  },
  dashboards: { ...search('/rest/api/3/dashboard/search', { expand: 'owner,sharePermissions' }) },
  /** `{number, units}` of the audit log of Confluence. */
  auditRetention: {
    request: config => ({ url: onSite(config, '/wiki/rest/api/audit/retention') }),
    scope: 'read:audit-log:confluence',
    touchedBy: ['Audit log *'],
  },
}
