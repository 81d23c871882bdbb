import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { jsonIn } from '../request-parts.ts'
import { displayOf, pageOf, userOf, type EgnyteDomain } from './domain.ts'
import { egnyteError, inputError } from './errors.ts'

/** /pubapi/v2/users and /pubapi/v2/groups: lists as in SCIM 1.1, counted from 1. Members are shown by a group alone. */
export function answerDirectory(domain: EgnyteDomain, { method, path, query, body }: VendorRequest): VendorAnswer {
  const [, kind, id] = /^\/pubapi\/v2\/(users|groups)(?:\/([^/]+))?$/.exec(path) ?? []
  if (!kind) return egnyteError(404, 'Not found')
  const { accounts, settings, now } = domain
  if (id === undefined) {
    const all: object[] =
      kind === 'users'
        ? accounts.map(account => userOf(account, settings, now()))
        : Object.entries(settings.groups).map(([of, displayName]) => ({ id: of, displayName }))
    const startIndex = Number(query.get('startIndex') ?? 1)
    if (!(startIndex >= 1) || Number(query.get('count') ?? 1) > 100) return inputError('startIndex or count')
    const { rows, count } = pageOf(all, query, { first: startIndex - 1, most: Math.min(100, domain.pageRows) })
    return { status: 200, body: { totalResults: all.length, itemsPerPage: count, startIndex, resources: rows } }
  }
  const asked = method === 'PATCH' ? jsonIn(body) : {}
  if (!asked) return inputError('The body is no JSON')
  return kind === 'users' ? answerUser(domain, id, asked) : answerGroup(domain, decodeURIComponent(id), asked)
}

function answerUser({ accounts, settings, now, record }: EgnyteDomain, id: string, asked: Record<string, unknown>) {
  const account = accounts.find(one => one.id === id)
  if (!account) return egnyteError(404, 'User does not exist')
  if (typeof asked.active === 'boolean') {
    account.status = asked.active ? 'ACTIVE' : 'SUSPENDED'
    record({ auditSource: 'USER_AUDIT', action: asked.active ? 'Enable' : 'Disable', subject: displayOf(account) })
  }
  return { status: 200, body: userOf(account, settings, now()) }
}

function answerGroup({ accounts, settings, record }: EgnyteDomain, id: string, asked: Record<string, unknown>) {
  const displayName = settings.groups[id]
  if (displayName === undefined) return egnyteError(404, 'Group does not exist')
  for (const { value, operation } of (asked.members ?? []) as { value: number; operation: string }[]) {
    const account = accounts.find(one => one.id === String(value))
    if (!account) return inputError('members')
    account.groups = account.groups.filter(group => group !== displayName)
    if (operation === 'add') account.groups.push(displayName)
    record({
      auditSource: 'GROUP_AUDIT',
      action: operation === 'add' ? 'Add Member' : 'Remove Member',
      subject: displayName,
    })
  }
  const members = accounts
    .filter(({ groups }) => groups.includes(displayName))
    .map(account => ({ username: account.login, value: Number(account.id), display: account.name }))
  return { status: 200, body: { id, displayName, members } }
}
