import type { VendorAccount, VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { jsonIn } from '../request-parts.ts'
import { scimError } from './answers.ts'
import { auditUser, type SlackOrganisation } from './organisation.ts'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const GUEST = 'urn:ietf:params:scim:schemas:extension:slack:guest:2.0:User'
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

/** The SCIM API below /scim/v2: people, also those who are deactivated, and groups. Bots are not among them. */
export function answerScim(organisation: SlackOrganisation, request: VendorRequest, path: string): VendorAnswer {
  const { accounts, settings } = organisation
  const people = accounts.filter(({ id }) => !settings.people[id]?.isBot)
  const [, id] = /^\/Users\/([^/]+)$/.exec(path) ?? []
  if (id !== undefined) {
    const account = people.find(one => one.id === id)
    if (!account) return scimError(404, 'user_not_found')
    if (request.method === 'PATCH') return patch(organisation, account, request.body)
    return request.method === 'GET'
      ? { status: 200, body: userOf(organisation, account) }
      : scimError(405, 'method_not_allowed')
  }
  if (request.method !== 'GET') return scimError(405, 'method_not_allowed')
  if (path === '/Users')
    return list(
      people.map(account => userOf(organisation, account)),
      request.query,
      organisation.pageRows,
    )
  if (path === '/Groups') {
    const names = [...new Set(people.flatMap(({ groups }) => groups))].toSorted()
    const groups = names.map((name, index) => ({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      id: `S0GROUP000${index + 1}`,
      displayName: name,
      members: people
        .filter(({ groups: of }) => of.includes(name))
        .map(({ id: value, name: display }) => ({ value, display })),
    }))
    return list(groups, request.query, organisation.pageRows)
  }
  return scimError(404, 'not_found')
}

/** `startIndex` counts from 1. */
function list(rows: object[], query: URLSearchParams, pageRows: number): VendorAnswer {
  const start = Math.max(1, Number(query.get('startIndex') ?? 1) || 1)
  const count = Math.min(Number(query.get('count') ?? 10) || 10, 1_000, pageRows)
  const page = rows.slice(start - 1, start - 1 + count)
  const body = {
    schemas: [LIST],
    totalResults: rows.length,
    itemsPerPage: page.length,
    startIndex: start,
    Resources: page,
  }
  return { status: 200, body }
}

function userOf({ settings }: SlackOrganisation, account: VendorAccount) {
  const { guest, expires } = settings.people[account.id] ?? {}
  const [givenName = '', ...rest] = account.name.split(' ')
  return {
    schemas: guest ? [USER, GUEST] : [USER],
    id: account.id,
    userName: account.login,
    name: { givenName, familyName: rest.join(' ') },
    displayName: account.name,
    active: account.status === 'ACTIVE',
    emails: [{ value: account.email, primary: true }],
    groups: [],
    ...(guest && {
      [GUEST]: { type: guest, ...(expires && { expiration: new Date(expires * 1000).toISOString() }) },
    }),
  }
}

function patch(organisation: SlackOrganisation, account: VendorAccount, body: string): VendorAnswer {
  const { Operations: operations } = (jsonIn(body) ?? {}) as {
    Operations?: { op: string; path?: string; value?: unknown }[]
  }
  if (!Array.isArray(operations)) return scimError(400, 'invalid_request')
  for (const { op, path, value } of operations) {
    const active = path === 'active' ? value : (value as { active?: unknown } | undefined)?.active
    if (op !== 'replace' || typeof active !== 'boolean') return scimError(400, 'invalid_request')
    account.status = active ? 'ACTIVE' : 'SUSPENDED'
    organisation.record(active ? 'user_reactivated' : 'user_deactivated', auditUser(account))
  }
  return { status: 200, body: userOf(organisation, account) }
}
