import { createHash } from 'node:crypto'
import type { VendorAccount, VendorAnswer } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import { invalid, notFound, oktaError } from './errors.ts'
import { oktaEvent, userTarget } from './events.ts'

/** What the account routes work on. */
export interface OktaDirectory {
  domain: string
  accounts: VendorAccount[]
  now: () => number
  /** Appends to the system log. */
  record: (row: object) => void
  created: string
  /** What users let apps do. */
  consents: OktaConsent[]
  /** Names of groups, which stay when the last member leaves. */
  groups: Set<string>
  /** Ids of users whose password has expired. */
  expired: Set<string>
  /** As the org's settings have it. */
  lastLogins: Record<string, string | null>
}

/** A right of one app that one user has agreed to. */
export interface OktaConsent {
  id: string
  userId: string
  clientId: string
  clientName: string
  scopeId: string
}

const PAGE = 200

/** GET /api/v1/users: 200 a page; the plain list leaves out deprovisioned users. */
export function listUsers(directory: OktaDirectory, query: URLSearchParams): VendorAnswer {
  const limit = Math.min(Number(query.get('limit') ?? PAGE), PAGE)
  if (!Number.isInteger(limit) || limit < 1) return invalid('limit', 'limit must be at least 1')
  if (query.has('search') || query.has('q')) {
    return oktaError(400, 'E0000031', 'Invalid search criteria: this emulated org only filters by status.')
  }
  const filter = query.get('filter')
  const wanted = filter === null ? null : /^status eq "([A-Z_]+)"$/.exec(filter)?.[1]
  if (wanted === undefined) return oktaError(400, 'E0000031', 'Invalid search criteria.')
  const offset = query.has('after') ? openCursor<number>(query.get('after') ?? '') : 0
  if (typeof offset !== 'number') return invalid('after', 'after is not a cursor of this list')
  const chosen = directory.accounts.filter(({ status }) => (wanted ? status === wanted : status !== 'DEPROVISIONED'))
  const address = (after: number | null, rel: string) => {
    const parameters = new URLSearchParams(query)
    if (after !== null) parameters.set('after', sealCursor(after))
    return `<https://${directory.domain}/api/v1/users?${parameters.toString()}>; rel="${rel}"`
  }
  const link = [address(null, 'self')]
  if (offset + limit < chosen.length) link.push(address(offset + limit, 'next'))
  return {
    status: 200,
    headers: { link },
    body: chosen.slice(offset, offset + limit).map(user => userObject(directory, user)),
  }
}

/** GET /api/v1/iam/assignees/users: who holds an administrator role, paged in the body. */
export function listAdmins(directory: OktaDirectory, query: URLSearchParams): VendorAnswer {
  const limit = Number(query.get('limit') ?? 100)
  const offset = query.has('after') ? openCursor<number>(query.get('after') ?? '') : 0
  if (!Number.isInteger(limit) || limit < 1 || typeof offset !== 'number') return invalid('after')
  const admins = directory.accounts.filter(({ isAdmin, status }) => isAdmin && status !== 'DEPROVISIONED')
  const base = `https://${directory.domain}/api/v1`
  const more = offset + limit < admins.length
  const next = `${base}/iam/assignees/users?limit=${limit}&after=${sealCursor(offset + limit)}`
  return {
    status: 200,
    body: {
      value: admins.slice(offset, offset + limit).map(({ id }) => ({
        id,
        orn: `orn:okta:directory:00o1000000000000001:users:${id}`,
        _links: { self: { href: `${base}/users/${id}` }, roles: { href: `${base}/users/${id}/roles` } },
      })),
      _links: more ? { next: { href: next } } : {},
    },
  }
}

/** What is asked of one user: the rest of the path behind /api/v1/users/{id}. */
export function answerUser(directory: OktaDirectory, method: string, key: string, rest: string): VendorAnswer {
  const user = directory.accounts.find(({ id, login }) => id === key || login === key)
  if (!user) return notFound(`${key} (User)`)
  switch (`${method} ${rest}`) {
    case 'GET ':
      return { status: 200, body: userObject(directory, user) }
    case 'GET /factors':
      return { status: 200, body: user.mfa ? [factorOf(directory, user)] : [] }
    case 'GET /roles':
      return { status: 200, body: user.isAdmin ? [roleOf(directory, user)] : [] }
    case 'GET /groups':
      return { status: 200, body: user.groups.map(name => groupObject(directory, name)) }
    case 'POST /lifecycle/suspend':
      return changeStatus(directory, user, 'ACTIVE', 'SUSPENDED', 'user.lifecycle.suspend')
    case 'POST /lifecycle/unsuspend':
      return changeStatus(directory, user, 'SUSPENDED', 'ACTIVE', 'user.lifecycle.unsuspend')
    case 'POST /lifecycle/deactivate':
      if (user.status === 'DEPROVISIONED') return notFound(`${key} (User)`)
      user.status = 'DEPROVISIONED'
      directory.record(oktaEvent(directory, 'user.lifecycle.deactivate', 'Deactivate Okta user', userTarget(user)))
      return { status: 200 }
    case 'POST /lifecycle/expire_password':
      if (user.status !== 'ACTIVE') return invalid(`Cannot expire the password of a user in status ${user.status}.`)
      directory.expired.add(user.id)
      directory.record(oktaEvent(directory, 'user.account.expire_password', 'Expire password', userTarget(user)))
      return { status: 200, body: userObject(directory, user) }
    case 'POST /lifecycle/reset_factors':
      user.mfa = false
      directory.record(
        oktaEvent(directory, 'user.mfa.factor.reset_all', 'Reset all factors for user', userTarget(user)),
      )
      return { status: 200 }
    case 'GET /grants':
      return {
        status: 200,
        body: directory.consents.filter(({ userId }) => userId === user.id).map(one => consentObject(directory, one)),
      }
    case 'DELETE /sessions':
      directory.record(oktaEvent(directory, 'user.session.clear', 'Clear user session', userTarget(user)))
      return { status: 204 }
    default:
      return revokeConsent(directory, user, method, rest) ?? notFound(`${rest} of ${key}`)
  }
}

/** DELETE of one consent at /api/v1/users/{id}/grants/{grantId}, or of an app's refresh tokens at /clients/{clientId}/tokens. */
function revokeConsent(
  directory: OktaDirectory,
  user: VendorAccount,
  method: string,
  rest: string,
): VendorAnswer | null {
  // Refresh tokens are listed nowhere here, so to revoke them changes only the log.
  if (method === 'DELETE' && /^\/clients\/[^/]+\/tokens$/.test(rest)) {
    directory.record(oktaEvent(directory, 'app.oauth2.token.revoke', 'Revoke OAuth tokens of an app', userTarget(user)))
    return { status: 204 }
  }
  const [, grant] = /^\/grants\/([^/]+)$/.exec(rest) ?? []
  if (method !== 'DELETE' || !grant) return null
  const index = directory.consents.findIndex(({ id, userId }) => id === grant && userId === user.id)
  if (index < 0) return notFound(`${grant} (OAuth2ScopeConsentGrant)`)
  directory.consents.splice(index, 1)
  directory.record(oktaEvent(directory, 'app.oauth2.consent.revoke', 'Revoke consent', userTarget(user)))
  return { status: 204 }
}

/** GET /api/v1/groups, and what is asked of one group. */
export function answerGroups(
  directory: OktaDirectory,
  method: string,
  rest: string,
  query: URLSearchParams,
): VendorAnswer {
  for (const { groups } of directory.accounts) for (const each of groups) directory.groups.add(each)
  const names = [...directory.groups].sort()
  if (rest === '' && method === 'GET')
    return pageOf(
      directory,
      '/api/v1/groups',
      query,
      names.map(name => groupObject(directory, name)),
    )
  const [, id = '', , userId] = /^\/([^/]+)\/users(\/([^/]+))?$/.exec(rest) ?? []
  const name = names.find(each => groupId(each) === id)
  if (!name) return notFound(`${id} (UserGroup)`)
  const members = directory.accounts.filter(({ groups, status }) => status !== 'DEPROVISIONED' && groups.includes(name))
  if (method === 'GET' && !userId)
    return pageOf(
      directory,
      `/api/v1/groups/${id}/users`,
      query,
      members.map(user => userObject(directory, user)),
    )
  const member = members.find(user => user.id === userId)
  if (method === 'PUT' && userId) return addMember(directory, name, userId)
  if (method !== 'DELETE' || !userId)
    return oktaError(405, 'E0000022', 'The endpoint does not support the provided HTTP method')
  if (member) {
    member.groups = member.groups.filter(each => each !== name)
    directory.record(
      oktaEvent(directory, 'group.user_membership.remove', 'Remove user from group membership', userTarget(member)),
    )
  }
  return { status: 204 }
}

/** PUT /api/v1/groups/{id}/users/{userId}, which the description leaves out. */
function addMember(directory: OktaDirectory, name: string, userId: string): VendorAnswer {
  const user = directory.accounts.find(({ id }) => id === userId)
  if (!user) return { ...notFound(`${userId} (User)`), undescribed: true }
  if (!user.groups.includes(name)) {
    user.groups = [...user.groups, name]
    directory.record(
      oktaEvent(directory, 'group.user_membership.add', 'Add user to group membership', userTarget(user)),
    )
  }
  return { status: 204, undescribed: true }
}

/** A page of a list whose links name the place after it. */
export function pageOf({ domain }: OktaDirectory, path: string, query: URLSearchParams, rows: object[]): VendorAnswer {
  const limit = Math.min(Number(query.get('limit') ?? PAGE), PAGE)
  const offset = query.has('after') ? openCursor<number>(query.get('after') ?? '') : 0
  if (!Number.isInteger(limit) || limit < 1 || typeof offset !== 'number') return invalid('after')
  const parameters = new URLSearchParams(query)
  parameters.set('after', sealCursor(offset + limit))
  const next = `<https://${domain}${path}?${parameters.toString()}>; rel="next"`
  const headers: Record<string, string[]> = offset + limit < rows.length ? { link: [next] } : {}
  return { status: 200, headers, body: rows.slice(offset, offset + limit) }
}

function changeStatus(
  directory: OktaDirectory,
  user: VendorAccount,
  from: VendorAccount['status'],
  to: VendorAccount['status'],
  eventType: string,
): VendorAnswer {
  if (user.status !== from) return invalid(`Cannot ${eventType.split('.')[2]} a user in status ${user.status}.`)
  user.status = to
  directory.record(
    oktaEvent(directory, eventType, `${to === 'SUSPENDED' ? 'Suspend' : 'Unsuspend'} Okta user`, userTarget(user)),
  )
  return { status: 200, body: {} }
}

function userObject({ domain, created, expired, lastLogins }: OktaDirectory, user: VendorAccount): object {
  const [firstName = '', ...rest] = user.name.split(' ')
  return {
    id: user.id,
    status: user.status === 'ACTIVE' && expired.has(user.id) ? 'PASSWORD_EXPIRED' : user.status,
    created,
    activated: created,
    statusChanged: created,
    lastLogin: user.id in lastLogins ? (lastLogins[user.id] ?? null) : user.status === 'ACTIVE' ? created : null,
    lastUpdated: created,
    passwordChanged: created,
    type: { id: 'oty1default000000001' },
    profile: {
      firstName,
      lastName: rest.join(' '),
      displayName: user.name,
      login: user.login,
      email: user.email,
      mobilePhone: null,
      secondEmail: null,
    },
    credentials: { provider: { type: 'OKTA', name: 'OKTA' } },
    _links: { self: { href: `https://${domain}/api/v1/users/${user.id}` } },
  }
}

function factorOf({ created }: OktaDirectory, user: VendorAccount): object {
  return {
    id: `opf${user.id.slice(3)}`,
    factorType: 'push',
    provider: 'OKTA',
    vendorName: 'OKTA',
    status: 'ACTIVE',
    created,
    lastUpdated: created,
  }
}

function roleOf({ created }: OktaDirectory, user: VendorAccount): object {
  return {
    id: `ra1${user.id.slice(3)}`,
    label: 'Super Administrator',
    type: 'SUPER_ADMIN',
    status: 'ACTIVE',
    assignmentType: 'USER',
    created,
    lastUpdated: created,
  }
}

function groupObject({ created }: OktaDirectory, name: string): object {
  return {
    id: groupId(name),
    created,
    lastUpdated: created,
    lastMembershipUpdated: created,
    objectClass: ['okta:user_group'],
    type: 'OKTA_GROUP',
    profile: { name, description: '' },
  }
}

/** The id that a group of this name has. */
export const groupId = (name: string) => `00g${createHash('sha256').update(name).digest('hex').slice(0, 17)}`

function consentObject(
  { domain, created }: OktaDirectory,
  { id, userId, clientId, clientName, scopeId }: OktaConsent,
): object {
  return {
    id,
    status: 'ACTIVE',
    created,
    lastUpdated: created,
    createdBy: { id: userId, type: 'User' },
    issuer: `https://${domain}`,
    clientId,
    userId,
    scopeId,
    source: 'END_USER',
    _links: { client: { href: `https://${domain}/oauth2/v1/clients/${clientId}`, title: clientName } },
  }
}
