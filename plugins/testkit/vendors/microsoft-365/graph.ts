import type { VendorAccount, VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { answerFiles } from './files.ts'
import { badRequest, DONE, graphError, notFound } from './errors.ts'
import { pageOf, selected } from './paging.ts'
import type { MicrosoftSettings } from './settings.ts'

/** One directory, as Graph shows it. */
export interface Directory {
  host: string
  accounts: VendorAccount[]
  settings: MicrosoftSettings
  now: () => number
  /** Writes to the log what the app did. */
  record: (activity: string, target: { id: string; type: string; name?: string }) => void
}

/** Which rights let an operation through, any of them. */
const RIGHTS: [method: string, path: RegExp, rights: string[]][] = [
  ['GET', /^\/auditLogs\/|^\/reports\//, ['AuditLog.Read.All']],
  ['GET', /^\/users$|^\/users\/[^/]+$/, ['User.Read.All']],
  ['GET', /^\/users\/[^/]+\/memberOf$/, ['Directory.Read.All', 'GroupMember.Read.All']],
  ['PATCH', /^\/users\/[^/]+$/, ['User.EnableDisableAccount.All', 'User-PasswordProfile.ReadWrite.All']],
  ['POST', /^\/users\/[^/]+\/revokeSignInSessions$/, ['User.RevokeSessions.All']],
  ['GET', /\/messageRules$/, ['MailboxSettings.ReadWrite', 'MailboxSettings.Read']],
  ['DELETE', /\/messageRules\/[^/]+$/, ['MailboxSettings.ReadWrite']],
  ['GET', /^\/groups/, ['GroupMember.Read.All', 'Group.Read.All']],
  ['DELETE', /^\/groups\/[^/]+\/members\/[^/]+\/\$ref$/, ['GroupMember.ReadWrite.All']],
  ['GET', /^\/roleManagement\//, ['RoleManagement.Read.Directory']],
  ['DELETE', /^\/roleManagement\//, ['RoleManagement.ReadWrite.Directory']],
  ['GET', /^\/servicePrincipals/, ['Application.Read.All']],
  ['PATCH', /^\/servicePrincipals\/[^/]+$/, ['Application.ReadWrite.All']],
  ['DELETE', /^\/servicePrincipals\/[^/]+\/appRoleAssignments\/[^/]+$/, ['AppRoleAssignment.ReadWrite.All']],
  ['GET', /^\/oauth2PermissionGrants$/, ['DelegatedPermissionGrant.Read.All']],
  ['DELETE', /^\/oauth2PermissionGrants\/[^/]+$/, ['DelegatedPermissionGrant.ReadWrite.All']],
  ['GET', /^\/policies\/|^\/identity\/conditionalAccess\//, ['Policy.Read.All']],
  ['GET', /^\/admin\/sharepoint\/settings$/, ['SharePointTenantSettings.Read.All']],
  ['GET', /^\/domains$/, ['Domain.Read.All']],
  ['GET', /^\/groupSettings$/, ['Directory.Read.All']],
  ['GET', /^\/identityProtection\//, ['IdentityRiskyUser.Read.All', 'IdentityRiskyUser.ReadWrite.All']],
  ['POST', /^\/identityProtection\//, ['IdentityRiskyUser.ReadWrite.All']],
  ['GET', /^\/sites|^\/drives\//, ['Sites.Read.All', 'Files.Read.All', 'Files.ReadWrite.All']],
  ['DELETE', /^\/drives\//, ['Files.ReadWrite.All']],
]

/** Null when the app may ask for it. */
export function refusalOf({ permissions }: MicrosoftSettings, method: string, path: string): VendorAnswer | null {
  const rights = RIGHTS.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2]
  if (!rights) return notFound(path)
  if (rights.some(right => permissions.includes(right))) return null
  return graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')
}

export function answerGraph(directory: Directory, request: VendorRequest, path: string): VendorAnswer {
  const { settings, host } = directory
  const { method, query } = request
  const list = (rows: object[]) => pageOf(`https://${host}/v1.0${path}`, rows, query)
  const [kind = '', id = '', part = '', ...rest] = path.slice(1).split('/').map(decodeURIComponent)
  const body = () => JSON.parse(request.body || '{}') as Record<string, unknown>
  switch (kind) {
    case 'users':
      if (id === '') return list(usersFor(directory, query))
      return answerUser(directory, request, { id, part, rest, list, body: body() })
    case 'groups':
      return answerGroups(directory, request, { id, part, rest, list })
    case 'roleManagement':
      if (method === 'DELETE')
        return removed(settings.roleAssignments, rest[0] ?? '', directory, 'Remove member from role', 'Role')
      return list(settings.roleAssignments.filter(equals(query, 'principalId')))
    case 'servicePrincipals':
      return answerApps(directory, request, { id, part, rest, list, body: body() })
    case 'oauth2PermissionGrants':
      if (method === 'DELETE')
        return removed(settings.delegated, id, directory, 'Remove delegated permission grant', 'ServicePrincipal')
      return list(settings.delegated.filter(equals(query, 'clientId')))
    case 'reports':
      return list(
        directory.accounts.filter(({ status }) => status !== 'DEPROVISIONED').map(one => registrationOf(one, settings)),
      )
    case 'identityProtection':
      return answerRisk(directory, request, { verb: part, list, body: body() })
    case 'sites':
    case 'drives':
      return answerFiles(directory, request, path, list)
    case 'domains':
      return list(settings.domains)
    case 'groupSettings':
      return list(settings.directorySettings)
    case 'identity':
      return list(settings.accessPolicies)
    case 'admin':
      return { status: 200, body: settings.sharepoint }
    case 'policies': {
      const policies: Record<string, unknown> = {
        authorizationPolicy: settings.authorization,
        identitySecurityDefaultsEnforcementPolicy: settings.securityDefaults,
        authenticationMethodsPolicy: settings.methods,
        adminConsentRequestPolicy: settings.adminConsent,
      }
      return policies[id] ? { status: 200, body: policies[id] } : notFound(path)
    }
  }
  return notFound(path)
}

interface Part {
  id: string
  part: string
  rest: string[]
  list: (rows: object[]) => VendorAnswer
  body?: Record<string, unknown>
}

/** A filter on one field; without one, all. */
const equals = (query: URLSearchParams, field: string) => {
  const wanted = new RegExp(`^${field} eq '([^']*)'$`).exec(query.get('$filter') ?? '')?.[1]
  return (row: object) => wanted === undefined || (row as Record<string, unknown>)[field] === wanted
}

function removed(
  rows: { id: string }[],
  id: string,
  { record }: Directory,
  activity: string,
  type: string,
): VendorAnswer {
  const index = rows.findIndex(row => row.id === id)
  if (index < 0) return notFound(id)
  rows.splice(index, 1)
  record(activity, { id, type })
  return DONE
}

function usersFor(directory: Directory, query: URLSearchParams): object[] {
  const filter = query.get('$filter')
  return directory.accounts
    .filter(({ status }) => status !== 'DEPROVISIONED')
    .map(one => userObject(directory, one))
    .filter(user => filter !== 'onPremisesSyncEnabled eq true' || user.onPremisesSyncEnabled === true)
    .map(user => selected(user, query.has('$select') ? query : new URLSearchParams({ $select: USUAL })))
}

/** What Graph gives of a user when nothing is chosen. */
const USUAL = 'id,displayName,givenName,surname,mail,userPrincipalName'

function userObject({ settings }: Directory, user: VendorAccount): Record<string, unknown> {
  const isGuest = settings.guests.includes(user.id)
  return {
    id: user.id,
    displayName: user.name,
    mail: user.email,
    userPrincipalName: user.email,
    accountEnabled: user.status === 'ACTIVE',
    userType: isGuest ? 'Guest' : 'Member',
    externalUserState: isGuest ? 'Accepted' : null,
    onPremisesSyncEnabled: settings.synced.includes(user.id) ? true : null,
    signInSessionsValidFromDateTime: settings.sessionsFrom[user.id] ?? '2025-01-01T00:00:00Z',
    passwordProfile: { forceChangePasswordNextSignIn: settings.passwordChanges.includes(user.id) },
    signInActivity: {
      lastSignInDateTime: '2026-03-01T08:00:00Z',
      lastNonInteractiveSignInDateTime: '2026-03-01T09:00:00Z',
    },
  }
}

function answerUser(
  directory: Directory,
  { method, query }: VendorRequest,
  { id, part, rest, list, body = {} }: Part,
): VendorAnswer {
  const { settings, record, now } = directory
  const user = directory.accounts.find(one => one.status !== 'DEPROVISIONED' && (one.id === id || one.email === id))
  if (!user) return notFound(id)
  const target = { id: user.id, type: 'User', name: user.email }
  if (part === 'revokeSignInSessions') {
    settings.sessionsFrom[user.id] = new Date(now()).toISOString()
    record('Revoke user sign in sessions', target)
    return { status: 200, body: { value: true } }
  }
  if (part === 'memberOf')
    return list([
      ...user.groups.map(name => ({ '@odata.type': '#microsoft.graph.group', id: groupId(name) })),
      ...settings.roleAssignments
        .filter(({ principalId }) => principalId === user.id)
        .map(one => ({ '@odata.type': '#microsoft.graph.directoryRole', id: one.id })),
    ])
  if (part === 'mailFolders') {
    const rules = settings.inboxRules[user.id] ?? []
    const [, , rule] = rest
    if (method !== 'DELETE') return list(rules)
    if (!rules.some(one => one.id === rule))
      return graphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.')
    settings.inboxRules[user.id] = rules.filter(one => one.id !== rule)
    return DONE
  }
  if (method === 'PATCH') {
    const { accountEnabled, passwordProfile } = body as {
      accountEnabled?: boolean
      passwordProfile?: { forceChangePasswordNextSignIn?: boolean }
    }
    if (accountEnabled !== undefined) {
      user.status = accountEnabled ? 'ACTIVE' : 'SUSPENDED'
      record(accountEnabled ? 'Enable account' : 'Disable account', target)
    }
    if (passwordProfile) {
      settings.passwordChanges = settings.passwordChanges.filter(one => one !== user.id)
      if (passwordProfile.forceChangePasswordNextSignIn) settings.passwordChanges.push(user.id)
      record('Set force change user password', target)
    }
    return DONE
  }
  return {
    status: 200,
    body: selected(userObject(directory, user), query.has('$select') ? query : new URLSearchParams({ $select: USUAL })),
  }
}

/** A group's id, which is a GUID made of its name. */
export const groupId = (name: string) =>
  `00000000-0000-4000-9000-${Buffer.from(name).toString('hex').padEnd(12, '0').slice(0, 12)}`

function answerGroups(
  { accounts, record }: Directory,
  { method }: VendorRequest,
  { id, part, rest, list }: Part,
): VendorAnswer {
  const names = [...new Set(accounts.flatMap(({ groups }) => groups))]
  if (id === '') return list(names.map(name => ({ id: groupId(name), displayName: name, mail: null })))
  const name = names.find(one => groupId(one) === id)
  if (name === undefined || part !== 'members') return notFound(id)
  const members = accounts.filter(({ groups, status }) => groups.includes(name) && status !== 'DEPROVISIONED')
  if (method !== 'DELETE') return list(members.map(one => ({ '@odata.type': '#microsoft.graph.user', id: one.id })))
  const member = members.find(one => one.id === rest[0])
  if (!member) return notFound(rest[0] ?? '')
  member.groups = member.groups.filter(one => one !== name)
  record('Remove member from group', { id, type: 'Group', name })
  return DONE
}

function answerApps(
  { settings, record }: Directory,
  { method, query, headers }: VendorRequest,
  { id, part, rest, list, body = {} }: Part,
): VendorAnswer {
  const { apps, appRoles } = settings
  if (id === '') {
    const filter = query.get('$filter') ?? ''
    const isAdvanced = / ne /.test(filter)
    if (isAdvanced && (headers.consistencylevel !== 'eventual' || query.get('$count') !== 'true'))
      return graphError(
        400,
        'Request_UnsupportedQuery',
        'Unsupported or invalid query filter clause specified for property appOwnerOrganizationId.',
      )
    const owner = /appOwnerOrganizationId ne (\S+)/.exec(filter)?.[1]
    const shown = apps.filter(equals(query, 'id')).filter(app => app.appOwnerOrganizationId !== owner)
    return list(shown.map(app => selected({ ...app }, query)))
  }
  const app = apps.find(one => one.id === id)
  if (!app) return notFound(id)
  if (part === 'appRoleAssignments') {
    if (method === 'DELETE')
      return removed(
        appRoles,
        rest[0] ?? '',
        { record } as Directory,
        'Remove app role assignment from service principal',
        'ServicePrincipal',
      )
    return list(appRoles.filter(({ principalId }) => principalId === id))
  }
  if (typeof body.accountEnabled !== 'boolean') return badRequest('Nothing to change.')
  app.accountEnabled = body.accountEnabled
  record(app.accountEnabled ? 'Enable service principal' : 'Disable service principal', {
    id,
    type: 'ServicePrincipal',
    name: app.displayName,
  })
  return DONE
}

function answerRisk(
  { settings, record }: Directory,
  { method, query }: VendorRequest,
  { verb, list, body = {} }: { verb: string } & Pick<Part, 'list' | 'body'>,
): VendorAnswer {
  if (method === 'GET') return list(settings.riskyUsers.filter(equals(query, 'id')))
  const ids = (body.userIds ?? []) as string[]
  const riskState = verb === 'dismiss' ? 'dismissed' : 'confirmedCompromised'
  for (const id of ids) {
    settings.riskyUsers = [
      ...settings.riskyUsers.filter(one => one.id !== id),
      { id, riskState, riskLevel: verb === 'dismiss' ? 'none' : 'high' },
    ]
    record(verb === 'dismiss' ? 'DismissUser' : 'ConfirmAccountCompromised', { id, type: 'User' })
  }
  return DONE
}

function registrationOf(user: VendorAccount, settings: MicrosoftSettings): object {
  return {
    id: user.id,
    userPrincipalName: user.email,
    userDisplayName: user.name,
    userType: settings.guests.includes(user.id) ? 'guest' : 'member',
    isAdmin: settings.roleAssignments.some(({ principalId }) => principalId === user.id),
    isMfaCapable: user.mfa,
    isMfaRegistered: user.mfa,
    isPasswordlessCapable: user.mfa,
    isSsprCapable: user.mfa,
    isSsprEnabled: true,
    isSsprRegistered: user.mfa,
    methodsRegistered: user.mfa ? ['fido2SecurityKey'] : [],
    lastUpdatedDateTime: '2026-03-01T00:00:00Z',
  }
}
