const DAY = 86_400_000

export interface AtlassianGroup {
  id: string
  name: string
  directoryId: string
  /** Ids of accounts. */
  members: string[]
}

/** An API token or API key, as the organisation's lists show it. */
export interface AtlassianCredential {
  id: string
  label: string
  status: string
  createdAt: string
  expiresAt?: string
  lastActiveAt?: string
  scopes?: string[]
  /** Id of the account that owns it. */
  owner: string
}

/** A filter or dashboard of Jira. */
export interface AtlassianShared {
  id: string
  name: string
  /** Id of the account. */
  owner: string
  sharePermissions: { id: number; type: string; group?: { name: string }; user?: { accountId: string } }[]
}

export interface AtlassianSettings {
  directories: { directoryId: string; name: string }[]
  groups: AtlassianGroup[]
  /** Accounts outside the verified domains. */
  unmanaged: string[]
  /** By account id; of an hour ago for who is not named, '' for who was never seen. */
  lastActive: Record<string, string>
  /** On the site alone: apps and customers. */
  siteUsers: { accountId: string; accountType: 'app' | 'customer'; displayName: string }[]
  domains: { id: string; name: string; status: string }[]
  policies: { id: string; name: string; type: 'ip-allowlist' | 'data-security'; status: string; applied: number }[]
  apiTokens: AtlassianCredential[]
  apiKeys: AtlassianCredential[]
  permissionSchemes: {
    id: number
    name: string
    permissions: { id: number; permission: string; holder: { type: string; parameter?: string; value?: string } }[]
  }[]
  filters: AtlassianShared[]
  dashboards: AtlassianShared[]
  auditRetention: { number: number; units: string }
  /** Whether the account that reads the site is an administrator of Jira. */
  siteAdmin: boolean
}

/** An organisation that is well kept. */
export function defaultAtlassianSettings(now: number): AtlassianSettings {
  const at = (days: number) => new Date(now + days * DAY).toISOString()
  const credential = { status: 'active', createdAt: at(-100), expiresAt: at(200), lastActiveAt: at(-1) }
  const role = { type: 'projectRole', parameter: '10002', value: '10002' }
  return {
    directories: [{ directoryId: 'dir-1', name: 'Acme' }],
    groups: [
      { id: 'group-admins', name: 'org-admins', directoryId: 'dir-1', members: ['ada'] },
      { id: 'group-jira', name: 'jira-users-acme', directoryId: 'dir-1', members: ['ada', 'ben'] },
    ],
    unmanaged: [],
    lastActive: {},
    siteUsers: [{ accountId: 'app:automation', accountType: 'app', displayName: 'Automation for Jira' }],
    domains: [{ id: 'domain-1', name: 'acme.example', status: 'verified' }],
    policies: [
      { id: 'policy-1', name: 'Offices', type: 'ip-allowlist', status: 'enabled', applied: 1 },
      { id: 'policy-2', name: 'No export', type: 'data-security', status: 'enabled', applied: 2 },
    ],
    apiTokens: [{ ...credential, id: 'token-1', label: 'reports', owner: 'ben' }],
    apiKeys: [{ ...credential, id: 'key-1', label: 'Casbah', owner: 'ada', scopes: ['read:events:admin'] }],
    permissionSchemes: [
      {
        id: 10000,
        name: 'Default software scheme',
        permissions: [
          { id: 10100, permission: 'ADMINISTER_PROJECTS', holder: role },
          { id: 10101, permission: 'BROWSE_PROJECTS', holder: { type: 'applicationRole' } },
        ],
      },
    ],
    filters: [
      {
        id: '10001',
        name: 'Open bugs',
        owner: 'ben',
        sharePermissions: [{ id: 1, type: 'group', group: { name: 'jira-users-acme' } }],
      },
    ],
    dashboards: [{ id: '10001', name: 'Releases', owner: 'ada', sharePermissions: [{ id: 2, type: 'loggedin' }] }],
    auditRetention: { number: 12, units: 'MONTHS' },
    siteAdmin: true,
  }
}
