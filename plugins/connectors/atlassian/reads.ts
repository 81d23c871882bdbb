import { pathTo, type Config, type Query, type ReadRequest, type ReadSpec } from '@casbah/sdk'
import { BY_LINKS, BY_TOTAL, listOf, searchFor, sharedThings } from './lists.ts'
import { onSite } from './site.ts'

/** A list of the organisation, by its path below that. */
const list = (api: 'v1' | 'api-access/v1', name: string, query: Query = {}) => ({
  request: ({ organisation }: Config, { cursor }: ReadRequest) =>
    listOf(`/admin/${api}${pathTo`/orgs/${organisation}/${name}`}`, query, cursor),
  rows: 'data',
  page: BY_LINKS,
})

/** What is shared in Jira. */
const shared = (what: 'filter' | 'dashboard') => ({
  request: (config: Config, { offset }: ReadRequest) => sharedThings(config, what, offset),
  rows: 'values',
  page: BY_TOTAL,
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
  ...list('v1', 'policies', { type }),
  scope: 'read:policies:admin',
})

export const reads: Record<string, ReadSpec> = {
  /** Users of all directories: `claimStatus`, `status`, `mfaEnabled`, `platformRoles`. */
  users: {
    request: (config, { cursor }) => searchFor(config, 'users', { expand: ['platformRoles'] }, cursor),
    rows: 'data',
    page: BY_LINKS,
    scope: 'read:directories:admin',
    touchedBy: ['user_*', 'managed_account_*'],
  },
  /** Accounts of the verified domains: `account_status`, `last_active`. */
  managedAccounts: {
    ...list('v1', 'users'),
    scope: 'read:accounts:admin',
    touchedBy: ['user_deactivated', 'user_reactivated', 'managed_account_*'],
  },
  domains: {
    ...list('v1', 'domains'),
    scope: 'read:domains:admin',
    touchedBy: ['domain_*'],
  },
  ipAllowlists: { ...policies('ip-allowlist'), touchedBy: [...POLICIES, 'ip_allowlist_*'] },
  dataSecurityPolicies: { ...policies('data-security'), touchedBy: [...POLICIES, 'data_security_policy_*'] },
  /** API tokens of the managed accounts. A parameter that this list does not know is answered with a bare 500. */
  apiTokens: {
    ...list('api-access/v1', 'api-tokens', { pageSize: 100 }),
    scope: 'read:tokens:admin',
    touchedBy: ['api_token_*', 'user_api_token*'],
  },
  /** API keys of the organisation itself. */
  apiKeys: {
    ...list('api-access/v1', 'api-keys', { pageSize: 100 }),
    scope: 'read:tokens:admin',
    touchedBy: ['api_key_*'],
  },
  /** What time it is: `serverTime`. */
  serverInfo: { request: config => ({ url: onSite(config, '/rest/api/3/serverInfo') }), scope: 'read:jira-work' },
  /** Whether the site account is an administrator of Jira: `permissions.ADMINISTER.havePermission`. Any other is shown some of the schemes only. */
  siteRights: {
    request: config => ({ url: onSite(config, '/rest/api/3/mypermissions'), query: { permissions: 'ADMINISTER' } }),
    scope: 'read:jira-work',
  },
  /** All permission schemes with their grants, in one answer. */
  permissionSchemes: {
    request: config => ({ url: onSite(config, '/rest/api/3/permissionscheme'), query: { expand: 'permissions' } }),
    rows: 'permissionSchemes',
    page: { style: 'none' },
    scope: 'read:jira-work',
    touchedBy: ['Permission scheme *'],
  },
  filters: { ...shared('filter'), touchedBy: ['Filter shared', 'Filter owner changed'] },
  dashboards: shared('dashboard'),
  /** `{number, units}` of the audit log of Confluence. */
  auditRetention: {
    request: config => ({ url: onSite(config, '/wiki/rest/api/audit/retention') }),
    scope: 'read:audit-log:confluence',
    touchedBy: ['Audit log *'],
  },
}
