import type { Query, VendorScope } from '@casbah/sdk'
import { feed } from './feed.ts'

const grant = (right: string, api = 'Microsoft Graph') =>
  `In the Entra admin center open *App registrations → your app → API permissions → Add a permission → ${api} → Application permissions*, choose *${right}* and press *Grant admin consent*.`

/** A right of Graph, with a list that is refused without it. */
const scope = (name: string, reason: string, path: string, query: Query = { $top: 1 }) => ({
  scope: name,
  reason,
  remedy: grant(name),
  probe: () => ({ path, query }),
})

/** Rights that reading wants; those of checks and actions stand there. */
export const rights: VendorScope[] = [
  {
    scope: 'ActivityFeed.Read',
    reason: 'Reads the unified audit log.',
    remedy: grant('ActivityFeed.Read', 'Office 365 Management APIs'),
    probe: config => feed(config, '/subscriptions/list'),
  },
  {
    scope: 'ActivityFeed.ReadDlp',
    reason: 'Reads what rules of data loss prevention saw.',
    remedy: grant('ActivityFeed.ReadDlp', 'Office 365 Management APIs'),
  },
  scope(
    'AuditLog.Read.All',
    'Reads sign-ins, directory audits, when people last signed in and whether they have a second factor.',
    '/auditLogs/directoryAudits',
  ),
  scope('User.Read.All', 'Lists users, their state, and guests.', '/users'),
  scope('GroupMember.Read.All', 'Lists groups and their members.', '/groups'),
  scope('RoleManagement.Read.Directory', 'Tells who is an administrator.', '/roleManagement/directory/roleAssignments'),
  scope('Application.Read.All', 'Lists third-party apps and what they may do by themselves.', '/servicePrincipals'),
  scope('DelegatedPermissionGrant.Read.All', 'Lists what people let third-party apps do.', '/oauth2PermissionGrants'),
  scope(
    'Sites.Read.All',
    'Lists sites, files and with whom they are shared. Graph has no right that leaves contents out.',
    '/sites',
    { search: '*', $top: 1 },
  ),
  scope('Domain.Read.All', 'Tells which domains are the organisation\u2019s own.', '/domains', {}),
]
