import type { VendorAccount, VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { jsonIn } from '../request-parts.ts'
import { webexUuid as guid } from '../webex/ids.ts'
import { adminError, type DocusignAccount } from './account.ts'
import { SENDER } from './settings.ts'

const SITE = 4
const CREATED = '2025-10-01T08:00:00.000Z'
const STATUSES = { ACTIVE: 'active', SUSPENDED: 'disabled', DEPROVISIONED: 'closed' } as const
const NOBODY = adminError(404, 'user_not_found', 'The user was not found.')

/** Which scope lets a request in. */
export const adminRight = (path: string, method: string) =>
  path.endsWith('/identity_providers')
    ? 'identity_provider_read'
    : path.endsWith('/reserved_domains')
      ? 'domain_read'
      : method === 'GET'
        ? 'user_read'
        : 'user_write'

/** The Admin API, below /Management. */
export function answerOrganisation(account: DocusignAccount, request: VendorRequest): VendorAnswer {
  const { organizationId, accountId, accounts, settings, record } = account
  const { method, path, query } = request
  const [, organization, rest = ''] = /^\/Management\/v2(?:\.1)?\/organizations\/([^/]+)(\/.*)$/.exec(path) ?? []
  if (organization !== organizationId) return adminError(404, 'not_found', 'The organization was not found.')
  if (method === 'GET' && rest === '/identity_providers')
    return { status: 200, body: { identity_providers: settings.identityProviders } }
  if (method === 'GET' && rest === '/reserved_domains')
    return { status: 200, body: { reserved_domains: settings.domains } }
  if (method === 'GET' && rest === '/users') return listUsers(account, query)
  const [, userId, of = ''] = /^\/users\/([^/]+)\/(.+)$/.exec(rest) ?? []
  const user = accounts.find(({ id }) => id === userId)
  if (!user) return NOBODY
  if (method === 'GET' && of === 'dsprofile') return { status: 200, body: { users: [profileOf(account, user)] } }
  if (method === 'DELETE' && of === 'accounts') {
    const asked = (jsonIn(request.body)?.accounts ?? []) as { id?: string }[]
    if (!asked.some(({ id }) => id === accountId)) return adminError(400, 'invalid_request', 'accounts is required.')
    user.status = 'DEPROVISIONED'
    record('Account', 'UserClosed', { AffectedUserId: user.id }, user.id)
    return { status: 200, body: { success: true, accounts: [{ id: accountId }] } }
  }
  if (method === 'POST' && of === `memberships/${membershipId(user)}`) {
    if (jsonIn(request.body)?.site_id !== SITE) return adminError(400, 'invalid_request', 'site_id is required.')
    user.status = 'ACTIVE'
    record('Account', 'UserActivated', { AffectedUserId: user.id }, user.id)
    return { status: 200, body: { status: 'success' } }
  }
  return NOBODY
}

const membershipId = ({ id }: VendorAccount) => guid('membership', id)

/** Refused without a word on whom it is about. */
function listUsers({ accounts, accountId, pageRows }: DocusignAccount, query: URLSearchParams): VendorAnswer {
  const [account, email] = [query.get('account_id'), query.get('email')]
  if (!account && !email && !query.has('organization_reserved_domain_id'))
    return adminError(
      400,
      'invalid_request',
      'One of account_id, email or organization_reserved_domain_id is required.',
    )
  const all = accounts.filter(one => (!account || account === accountId) && (!email || one.email === email))
  const start = Number(query.get('start') ?? 0)
  const users = all.slice(start, start + Math.min(Number(query.get('take') ?? 20), pageRows))
  const end = start + users.length
  return {
    status: 200,
    body: {
      users: users.map(one => ({
        id: one.id,
        user_name: one.name,
        email: one.email,
        user_status: one.status === 'DEPROVISIONED' ? 'closed' : 'active',
        membership_status: STATUSES[one.status],
        membership_id: membershipId(one),
        created_on: CREATED,
      })),
      paging: {
        result_set_size: users.length,
        result_set_start_position: start,
        result_set_end_position: Math.max(start, end - 1),
        total_set_size: all.length,
        ...(end < all.length && { next: `?start=${end}` }),
      },
    },
  }
}

function profileOf({ accountId, settings }: DocusignAccount, user: VendorAccount): object {
  return {
    id: user.id,
    site_id: SITE,
    site_name: 'na3',
    user_name: user.name,
    user_status: user.status === 'DEPROVISIONED' ? 'closed' : 'active',
    default_account_id: accountId,
    created_on: CREATED,
    ...settings.profiles[user.id],
    memberships: [
      {
        id: membershipId(user),
        email: user.email,
        account_id: accountId,
        account_name: 'Acme',
        status: STATUSES[user.status],
        is_admin: user.isAdmin,
        permission_profile: { id: Number(settings.permissionProfiles[user.id] ?? SENDER), name: 'Profile' },
        created_on: CREATED,
      },
    ],
    identities: [],
  }
}
