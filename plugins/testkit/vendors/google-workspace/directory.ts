import { createHash } from 'node:crypto'
import type { VendorAccount, VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { DONE, googleError, invalid, notFound } from './errors.ts'
import { projected } from './fields.ts'
import { pageOf, sizeIn } from './paging.ts'
import type { GoogleWorkspaceSettings } from './settings.ts'
import { answerTwoStep } from './two-step.ts'

/** One organisation's people, groups and what they let in. */
export interface GoogleDirectory {
  domain: string
  accounts: VendorAccount[]
  settings: GoogleWorkspaceSettings
  created: string
  /** Writes what the administrator did to the audit log. */
  record: (application: string, type: string, name: string, parameters: Record<string, string>) => void
}

export function answerDirectory(directory: GoogleDirectory, request: VendorRequest): VendorAnswer {
  const { method, query } = request
  const [kind = '', key = '', part = '', id = ''] = request.path
    .replace('/admin/directory/v1/', '')
    .split('/')
    .map(decodeURIComponent)
  if (kind === 'users') {
    if (key === '') return method === 'GET' ? listUsers(directory, query) : refused()
    const user = directory.accounts.find(
      ({ id, email, status }) => status !== 'DEPROVISIONED' && (id === key || email === key),
    )
    if (!user) return notFound('userKey')
    if (part === '') return answerUser(directory, user, request)
    if (part === 'signOut' && method === 'POST') {
      directory.record('admin', 'USER_SETTINGS', 'RESET_SIGNIN_COOKIES', { USER_EMAIL: user.email })
      return DONE
    }
    if (part === 'tokens') return answerTokens(directory, user, id, method)
    const twoStep = answerTwoStep(directory, user, method, id === '' ? part : `${part}/${id}`)
    if (twoStep) return shown(twoStep, query)
  }
  if (kind === 'groups') {
    if (key === '') return method === 'GET' ? listGroups(directory, query) : refused()
    const group = groupsOf(directory).find(({ id, email }) => id === key || email === key.toLowerCase())
    if (!group) return notFound('groupKey')
    if (part === 'members') return answerMembers(directory, group, id, request)
  }
  if (kind === 'customer' && part === 'domains' && method === 'GET') {
    const domains = directory.settings.domains.map(domain => ({
      kind: 'admin#directory#domain',
      creationTime: String(Date.parse(directory.created)),
      ...domain,
    }))
    return { status: 200, body: { kind: 'admin#directory#domains', ...(domains.length > 0 && { domains }) } }
  }
  return notFound(request.path)
}

/** With the part alone that `fields` asks for. */
const shown = (answer: VendorAnswer, query: URLSearchParams): VendorAnswer =>
  query.has('fields') ? { ...answer, body: projected(answer.body, query.get('fields') ?? '') } : answer

const refused = () => googleError(405, 'methodNotAllowed', 'Method not allowed.')

function listUsers(directory: GoogleDirectory, query: URLSearchParams): VendorAnswer {
  if (!query.has('customer') && !query.has('domain')) return invalid('Bad Request: either customer or domain is needed')
  const size = sizeIn(query, 'maxResults', 100, 500)
  if (size === null) return invalid('Invalid Input: maxResults')
  const deleted = query.get('showDeleted') === 'true'
  const chosen = directory.accounts
    .filter(({ status }) => (status === 'DEPROVISIONED') === deleted)
    .filter(matcherOf(directory, query.get('query') ?? ''))
  const page = pageOf(chosen, query, size)
  if (!page) return invalid('Invalid Input: pageToken')
  const users = page.rows.map(user => userObject(directory, user))
  const { nextPageToken } = page
  return {
    status: 200,
    body: {
      kind: 'admin#directory#users',
      ...(users.length > 0 && { users }),
      ...(nextPageToken && { nextPageToken }),
    },
  }
}

/** Clauses `field=value` that must all hold; a unit holds those below it. */
function matcherOf({ settings }: GoogleDirectory, text: string): (user: VendorAccount) => boolean {
  const clauses = [...text.matchAll(/(\w+)=(?:'([^']*)'|(\S+))/g)].map(([, name, quoted, plain]) => ({
    name,
    value: quoted ?? plain ?? '',
  }))
  return ({ id, status }) =>
    clauses.every(({ name, value }) => {
      if (name === 'isSuspended') return String(status === 'SUSPENDED') === value
      if (name === 'isArchived') return value === 'false'
      const unit = settings.orgUnits[id] ?? '/'
      return name === 'orgUnitPath' && (value === '/' || unit === value || unit.startsWith(`${value}/`))
    })
}

function answerUser(directory: GoogleDirectory, user: VendorAccount, { method, body }: VendorRequest): VendorAnswer {
  const { settings, record } = directory
  if (method === 'PUT' || method === 'PATCH') {
    const change = JSON.parse(body || '{}') as { suspended?: boolean; changePasswordAtNextLogin?: boolean }
    if (change.suspended !== undefined) {
      user.status = change.suspended ? 'SUSPENDED' : 'ACTIVE'
      record('admin', 'USER_SETTINGS', change.suspended ? 'SUSPEND_USER' : 'UNSUSPEND_USER', { USER_EMAIL: user.email })
    }
    if (change.changePasswordAtNextLogin !== undefined) {
      settings.passwordChanges = settings.passwordChanges.filter(id => id !== user.id)
      if (change.changePasswordAtNextLogin) settings.passwordChanges.push(user.id)
      record('admin', 'USER_SETTINGS', 'CHANGE_PASSWORD_ON_NEXT_LOGIN', { USER_EMAIL: user.email })
    }
  } else if (method !== 'GET') return refused()
  return { status: 200, body: userObject(directory, user) }
}

function userObject({ settings, created }: GoogleDirectory, user: VendorAccount): object {
  const [givenName = '', ...rest] = user.name.split(' ')
  return {
    kind: 'admin#directory#user',
    id: user.id,
    primaryEmail: user.email,
    name: { givenName, familyName: rest.join(' '), fullName: user.name },
    isAdmin: user.isAdmin,
    isDelegatedAdmin: false,
    suspended: user.status === 'SUSPENDED',
    archived: false,
    isEnrolledIn2Sv: user.mfa,
    isEnforcedIn2Sv: settings.enforceTwoStep,
    changePasswordAtNextLogin: settings.passwordChanges.includes(user.id),
    creationTime: created,
    // Who never signed in did so in 1970.
    lastLoginTime: user.status === 'ACTIVE' ? created : '1970-01-01T00:00:00.000Z',
    orgUnitPath: settings.orgUnits[user.id] ?? '/',
    ...(user.status === 'DEPROVISIONED' && { deletionTime: created }),
  }
}

function answerTokens(
  { settings, record }: GoogleDirectory,
  user: VendorAccount,
  clientId: string,
  method: string,
): VendorAnswer {
  const tokens = settings.tokens[user.id] ?? []
  const shown = tokens.map(token => ({ kind: 'admin#directory#token', userKey: user.id, ...token }))
  if (clientId === '') {
    if (method !== 'GET') return refused()
    return { status: 200, body: { kind: 'admin#directory#tokenList', ...(shown.length > 0 && { items: shown }) } }
  }
  const token = shown.find(each => each.clientId === clientId)
  if (!token) return notFound('clientId')
  if (method === 'GET') return { status: 200, body: token }
  if (method !== 'DELETE') return refused()
  settings.tokens[user.id] = tokens.filter(each => each.clientId !== clientId)
  record('token', 'auth', 'revoke', { client_id: clientId, app_name: token.displayText })
  return DONE
}

interface Group {
  id: string
  name: string
  email: string
}

function groupsOf({ accounts, domain }: GoogleDirectory): Group[] {
  return [...new Set(accounts.flatMap(({ groups }) => groups))].sort().map(name => ({
    id: createHash('sha256').update(`${domain}/${name}`).digest('hex').slice(0, 15),
    name,
    email: `${name.toLowerCase().replaceAll(/\W+/g, '-')}@${domain}`,
  }))
}

function listGroups(directory: GoogleDirectory, query: URLSearchParams): VendorAnswer {
  const key = query.get('userKey')
  if (!key && !query.has('customer') && !query.has('domain'))
    return invalid('Bad Request: customer, domain or userKey is needed')
  const size = sizeIn(query, 'maxResults', 200, 200)
  if (size === null) return invalid('Invalid Input: maxResults')
  const user = directory.accounts.find(({ id, email }) => id === key || email === key)
  const chosen = groupsOf(directory).filter(({ name }) => !key || user?.groups.includes(name))
  const page = pageOf(chosen, query, size)
  if (!page) return invalid('Invalid Input: pageToken')
  const groups = page.rows.map(group => ({ kind: 'admin#directory#group', adminCreated: true, ...group }))
  const { nextPageToken } = page
  return {
    status: 200,
    body: {
      kind: 'admin#directory#groups',
      ...(groups.length > 0 && { groups }),
      ...(nextPageToken && { nextPageToken }),
    },
  }
}

function answerMembers(
  { accounts, record }: GoogleDirectory,
  group: Group,
  memberKey: string,
  { method, query }: VendorRequest,
): VendorAnswer {
  const members = accounts.filter(({ groups, status }) => status !== 'DEPROVISIONED' && groups.includes(group.name))
  if (memberKey === '' && method === 'GET') {
    const page = pageOf(members, query, sizeIn(query, 'maxResults', 200, 200) ?? 200)
    if (!page) return invalid('Invalid Input: pageToken')
    const shown = page.rows.map(({ id, email }) => ({
      kind: 'admin#directory#member',
      id,
      email,
      role: 'MEMBER',
      type: 'USER',
      status: 'ACTIVE',
    }))
    const { nextPageToken } = page
    return {
      status: 200,
      body: {
        kind: 'admin#directory#members',
        ...(shown.length > 0 && { members: shown }),
        ...(nextPageToken && { nextPageToken }),
      },
    }
  }
  if (method !== 'DELETE') return refused()
  const member = members.find(({ id, email }) => id === memberKey || email === memberKey)
  if (!member) return notFound('memberKey')
  member.groups = member.groups.filter(name => name !== group.name)
  record('admin', 'GROUP_SETTINGS', 'REMOVE_GROUP_MEMBER', { USER_EMAIL: member.email, GROUP_EMAIL: group.email })
  return DONE
}
