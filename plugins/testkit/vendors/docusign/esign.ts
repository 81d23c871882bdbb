import type { VendorAccount, VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { jsonIn } from '../request-parts.ts'
import { esignError, type DocusignAccount } from './account.ts'
import { partOf } from './lists.ts'

const STATUSES = { ACTIVE: 'Active', SUSPENDED: 'Disabled', DEPROVISIONED: 'Closed' } as const
const NO_USER = esignError('USER_DOES_NOT_EXIST_IN_SYSTEM', 'The user was not found.')
const NO_ENVELOPE = esignError('ENVELOPE_DOES_NOT_EXIST', 'The envelope does not exist.')
const NO_GROUP = esignError('INVALID_GROUP_ID', 'The group was not found.')
const NO_RESOURCE: VendorAnswer = { ...esignError('RESOURCE_NOT_FOUND', 'There is no such resource.', 404) }

/** The eSignature API, below /restapi/v2.1/accounts/{accountId}. */
export function answerEsign(account: DocusignAccount, request: VendorRequest): VendorAnswer {
  const { accountId, settings } = account
  const [, asked, rest = ''] = /^\/restapi\/v2\.1\/accounts\/([^/]+)(\/.*)$/.exec(request.path) ?? []
  if (asked !== accountId)
    return esignError('ACCOUNT_DOES_NOT_EXIST_IN_SYSTEM', 'The account does not exist in the system.')
  const [, kind = '', id, of, ofId] = rest.split('/').map(decodeURIComponent)
  switch (kind) {
    case 'users':
      return answerUsers(account, request, { id, of, ofId })
    case 'groups':
      return answerGroups(account, request, { id, of })
    case 'envelopes':
      return answerEnvelopes(account, request, id)
    case 'connect':
      return answerConnect(account, request, id)
    case 'shared_access':
      return partOf(request.query, 'sharedAccess', sharedRows(account), account.pageRows)
    case 'settings':
      if (request.method !== 'GET') return NO_RESOURCE
      if (id === undefined) return { status: 200, body: settings.account }
      if (id === 'password_rules') return { status: 200, body: settings.passwordRules }
      if (id === 'envelope_purge_configuration') return { status: 200, body: settings.purge }
  }
  return NO_RESOURCE
}

interface Below {
  id: string | undefined
  of: string | undefined
  ofId?: string | undefined
}

function answerUsers(account: DocusignAccount, request: VendorRequest, { id, of, ofId }: Below): VendorAnswer {
  const { accounts, settings, pageRows, record } = account
  const { method, query } = request
  if (id === undefined) {
    const wanted = query.get('status')?.split(',')
    const rows = accounts.filter(({ status }) => !wanted || wanted.includes(STATUSES[status]))
    return partOf(
      query,
      'users',
      rows.map(one => userRow(account, one)),
      pageRows,
    )
  }
  const user = accounts.find(one => one.id === id)
  if (!user) return NO_USER
  if (of === 'authorizations' && method === 'GET') {
    const rows = settings.authorizations.filter(({ principal }) => principal === id)
    return partOf(
      query,
      'authorizations',
      rows.map(one => ({
        authorizationId: one.authorizationId,
        permission: one.permission,
        principalUser: { accountId: account.accountId, userId: one.principal },
        agentUser: { accountId: account.accountId, userId: one.agent },
      })),
      pageRows,
    )
  }
  if (of === 'authorization' && method === 'DELETE') {
    settings.authorizations = settings.authorizations.filter(one => one.authorizationId !== ofId)
    record('User', 'Updated', {}, id)
    return { status: 200 }
  }
  if (of !== undefined) return NO_RESOURCE
  if (method === 'PUT') {
    const profile = jsonIn(request.body)?.permissionProfileId
    if (typeof profile !== 'string') return esignError('INVALID_REQUEST_BODY', 'The request body is not valid.')
    settings.permissionProfiles[id] = profile
    record('Account', 'UserPermissionProfileUpdated', { AffectedUserId: id, PermissionProfileId: profile }, id)
  } else if (method !== 'GET') return NO_RESOURCE
  return { status: 200, body: userRow(account, user) }
}

function userRow({ settings }: DocusignAccount, user: VendorAccount): object {
  return {
    userId: user.id,
    userName: user.name,
    email: user.email,
    userType: 'CompanyUser',
    userStatus: STATUSES[user.status],
    isAdmin: user.isAdmin ? 'True' : 'False',
    lastLogin: settings.lastLogin[user.id] ?? '',
    permissionProfileId: settings.permissionProfiles[user.id] ?? '',
    groupList: settings.groups.filter(({ groupName }) => user.groups.includes(groupName)),
  }
}

function answerGroups(account: DocusignAccount, request: VendorRequest, { id, of }: Below): VendorAnswer {
  const { accounts, settings, pageRows, record } = account
  const { method, query, body } = request
  if (id === undefined) {
    const rows = settings.groups.map(group => ({ ...group, groupType: 'customGroup' }))
    return partOf(query, 'groups', rows, pageRows)
  }
  const group = settings.groups.find(({ groupId }) => groupId === id)
  if (!group) return NO_GROUP
  if (of !== 'users') return NO_RESOURCE
  const members = () => accounts.filter(({ groups }) => groups.includes(group.groupName))
  if (method === 'GET')
    return partOf(
      query,
      'users',
      members().map(one => ({ userId: one.id, userName: one.name, email: one.email })),
      pageRows,
    )
  const asked = (jsonIn(body)?.users ?? []) as { userId?: string }[]
  const found = accounts.filter(one => asked.some(({ userId }) => userId === one.id))
  for (const user of found) {
    const others = user.groups.filter(name => name !== group.groupName)
    user.groups = method === 'PUT' ? [...others, group.groupName] : others
    record('Group', method === 'PUT' ? 'UserAdded' : 'UserRemoved', { GroupId: group.groupId }, user.id)
  }
  const users = found.map(one => ({ userId: one.id, userName: one.name, email: one.email }))
  // The description leaves out that users are added.
  return { status: 200, body: { users }, ...(method === 'PUT' && { undescribed: true }) }
}

function answerEnvelopes(account: DocusignAccount, request: VendorRequest, id: string | undefined): VendorAnswer {
  const { settings, pageRows, record, now } = account
  const { method, query, body } = request
  const shown = ({ recipients, ...envelope }: DocusignAccount['settings']['envelopes'][number]) => ({
    ...envelope,
    ...(query.get('include')?.includes('recipients') && { recipients }),
  })
  if (id === undefined) {
    const from = Date.parse(query.get('from_date') ?? '')
    if (Number.isNaN(from))
      return esignError('INVALID_REQUEST_PARAMETER', 'from_date or envelope_ids must be specified.')
    const wanted = query.get('status')?.split(',')
    const rows = settings.envelopes.filter(
      one => Date.parse(one.sentDateTime) >= from && (!wanted || wanted.includes(one.status)),
    )
    return partOf(query, 'envelopes', rows.map(shown), pageRows)
  }
  const envelope = settings.envelopes.find(one => one.envelopeId === id)
  if (!envelope) return NO_ENVELOPE
  if (method === 'PUT') {
    const asked = jsonIn(body)
    if (asked?.status !== 'voided' || !asked.voidedReason)
      return esignError('INVALID_REQUEST_BODY', 'The request body is not valid.')
    if (envelope.status === 'completed' || envelope.status === 'voided')
      return esignError(
        'ENVELOPE_CANNOT_VOID_INVALID_STATE',
        'Only envelopes in the sent or delivered states may be voided.',
      )
    envelope.status = 'voided'
    envelope.voidedReason = String(asked.voidedReason)
    envelope.lastModifiedDateTime = new Date(now()).toISOString()
    record('Envelope', 'Voided', { EnvelopeId: id })
    return { status: 200, body: { envelopeId: id } }
  }
  return method === 'GET' ? { status: 200, body: shown(envelope) } : NO_RESOURCE
}

function answerConnect(account: DocusignAccount, { method }: VendorRequest, id: string | undefined): VendorAnswer {
  const { settings, record } = account
  if (method === 'GET' && id === undefined)
    return {
      status: 200,
      body: { configurations: settings.connect, totalRecords: String(settings.connect.length) },
    }
  const found = settings.connect.find(one => one.connectId === id)
  if (!found || method !== 'DELETE') return esignError('INVALID_CONNECT_ID', 'The configuration was not found.')
  settings.connect = settings.connect.filter(one => one !== found)
  record('Connect', 'Deleted', { ConnectId: id })
  return { status: 200 }
}

/** Each user with the others, and whether they see what this one sends. */
const sharedRows = ({ accounts, settings }: DocusignAccount) =>
  accounts
    .filter(({ status }) => status === 'ACTIVE')
    .map(({ id, name, email }) => ({
      user: { userId: id, userName: name, email },
      envelopes: (settings.sharedTo[id] ?? []).map(other => ({ shared: 'shared_to', user: { userId: other } })),
    }))
