import type { VendorAccount, VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { jsonIn } from '../request-parts.ts'
import { notFound, webexError } from './errors.ts'
import { webexId, webexUuid } from './ids.ts'
import type { WebexOrganisation } from './organisation.ts'
import { pageOf } from './paging.ts'

/** What PUT takes: whatever of it a request leaves out is gone afterwards. */
const WRITABLE =
  'firstName lastName nickName avatar department manager managerId title licenses siteUrls phoneNumbers extension locationId addresses'.split(
    ' ',
  )
/** Shown only to who asks for what concerns calling. */
const OF_CALLING = ['extension', 'locationId']

export function answerPeople(organisation: WebexOrganisation, request: VendorRequest, path: string): VendorAnswer {
  const { accounts, settings, pageRows } = organisation
  const present = accounts.filter(({ status }) => status !== 'DEPROVISIONED')
  const [, id] = /^\/people\/([^/]+)$/.exec(path) ?? []
  if (id !== undefined) {
    const account = present.find(one => one.id === decodeURIComponent(id))
    if (!account) return notFound()
    if (request.method === 'PUT') return change(organisation, account, request)
    const withCalling = request.query.get('callingData') === 'true'
    return { status: 200, body: personOf(organisation, account, withCalling) }
  }
  const roles = request.query.get('roles')?.split(',')
  const listed = present.filter(one => !roles || roles.some(role => settings.holders[one.id]?.includes(role)))
  return pageOf(
    request,
    listed.map(account => personOf(organisation, account, false)),
    { most: 1_000, pageRows },
  )
}

/** The description has truth as text here. */
function personOf({ orgId, settings }: WebexOrganisation, account: VendorAccount, withCalling: boolean) {
  const { id, email, name, status } = account
  const { invitePending, ...profile } = settings.profiles[id] ?? {}
  const shown = Object.entries(profile).filter(([field]) => withCalling || !OF_CALLING.includes(field))
  return {
    id,
    emails: [email],
    displayName: name,
    orgId,
    roles: settings.holders[id] ?? [],
    type: 'person',
    status: 'active',
    created: '2024-05-02T08:00:00.000Z',
    invitePending: String(invitePending === true),
    loginEnabled: String(status === 'ACTIVE'),
    ...Object.fromEntries(shown),
  }
}

function change(organisation: WebexOrganisation, account: VendorAccount, { body, query }: VendorRequest): VendorAnswer {
  const asked = jsonIn(body)
  if (typeof asked?.displayName !== 'string' || asked.displayName === '')
    return webexError(400, `'displayName' is required.`)
  if (asked.loginEnabled !== undefined && typeof asked.loginEnabled !== 'boolean')
    return webexError(400, `'loginEnabled' must be true or false.`)
  const { settings, record } = organisation
  account.name = asked.displayName
  account.status = asked.loginEnabled === false ? 'SUSPENDED' : 'ACTIVE'
  settings.holders[account.id] = Array.isArray(asked.roles) ? (asked.roles as string[]) : []
  const { lastActivity, type, invitePending } = settings.profiles[account.id] ?? {}
  settings.profiles[account.id] = {
    ...(lastActivity !== undefined && { lastActivity }),
    ...(type !== undefined && { type }),
    ...(invitePending !== undefined && { invitePending }),
    ...Object.fromEntries(WRITABLE.flatMap(field => (asked[field] === undefined ? [] : [[field, asked[field]]]))),
  }
  record('A user was updated.', { targetType: 'USER', targetId: account.id, targetName: account.name })
  return { status: 200, body: personOf(organisation, account, query.get('callingData') === 'true') }
}

/** GET /groups, which the description leaves out: pages by a number of rows, counted from one. */
export function listGroups({ accounts, orgId }: WebexOrganisation, { query }: VendorRequest): VendorAnswer {
  const names = [...new Set(accounts.flatMap(({ groups }) => groups))].toSorted()
  const start = Number(query.get('startIndex') ?? 1)
  const count = Number(query.get('count') ?? 100)
  const groups = names.slice(start - 1, start - 1 + count).map(displayName => ({
    id: webexId('SCIM_GROUP', webexUuid('group', displayName)),
    displayName,
    orgId,
    members: accounts
      .filter(({ groups: of, status }) => of.includes(displayName) && status !== 'DEPROVISIONED')
      .map(({ id, name }) => ({ id, type: 'user', displayName: name })),
  }))
  const body = { totalResults: names.length, itemsPerPage: groups.length, startIndex: start, groups }
  return { status: 200, body, undescribed: true }
}
