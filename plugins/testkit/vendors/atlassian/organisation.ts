import type { VendorAccount, VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { jsonIn } from '../request-parts.ts'
import { accountError, adminError } from './errors.ts'
import { pageOf } from './pages.ts'
import type { AtlassianCredential, AtlassianSettings } from './settings.ts'

const HOUR = 3_600_000
const none: VendorAnswer = { status: 204 }
/** What the lists of tokens and keys know; anything else is answered with a bare 500. */
const CREDENTIAL_PARAMETERS = new Set(['q', 'status', 'sort', 'pageSize', 'cursor'])

export interface Organisation {
  id: string
  accounts: VendorAccount[]
  settings: AtlassianSettings
  now: () => number
  /** Most rows of a page. */
  pageRows: number
  /** Writes down what was done to an account. */
  record(action: string, account: VendorAccount): void
}

/** The APIs under `/admin` and `/users`: what an organisation's API key reaches. */
export function answerOrganisation(organisation: Organisation, request: VendorRequest): VendorAnswer {
  const { method, path } = request
  const [, version = '', id = '', rest = ''] = /^\/admin\/(v1|v2|api-access\/v1)\/orgs\/([^/]+)\/(.+)$/.exec(path) ?? []
  if (id !== '' && id !== organisation.id) return adminError(404, 'ADMIN-404-2', 'Organization not found')
  const [, account = '', part = ''] = /^\/users\/([^/]+)\/manage\/(.+)$/.exec(path) ?? []
  if (account !== '') return answerManaged(organisation, request, decodeURIComponent(account), part)
  if (version === 'v2') return answerDirectory(organisation, request, rest)
  if (method !== 'GET') return adminError(404, 'ADMIN-404-1', 'Not found')
  const { settings } = organisation
  switch (`${version} ${rest}`) {
    case 'v1 users':
      return listed(
        organisation,
        request,
        managed(organisation).map(account => managedRow(organisation, account)),
      )
    case 'v1 domains':
      return listed(
        organisation,
        request,
        settings.domains.map(({ id, name, status }) => ({
          id,
          type: 'domains',
          attributes: { name, claim: { type: 'dns', status } },
          links: { self: `https://api.atlassian.com/admin/v1/orgs/${organisation.id}/domains/${id}` },
        })),
      )
    case 'v1 policies':
      return listed(
        organisation,
        request,
        settings.policies
          .filter(({ type }) => !request.query.has('type') || type === request.query.get('type'))
          .map(({ id, name, type, status, applied }) => ({
            id,
            type: 'policy',
            attributes: {
              name,
              type,
              status,
              ...(type === 'ip-allowlist' && { rule: { in: ['203.0.113.0/24'] } }),
              resources: Array.from({ length: applied }, (_, index) => ({
                id: `ari:cloud:jira::site/${index}`,
                applicationStatus: 'applied',
              })),
            },
          })),
      )
    case 'api-access/v1 api-tokens':
      return credentials(organisation, request, settings.apiTokens)
    case 'api-access/v1 api-keys':
      return credentials(organisation, request, settings.apiKeys)
    default:
      return adminError(404, 'ADMIN-404-1', 'Not found')
  }
}

function credentials(organisation: Organisation, request: VendorRequest, list: AtlassianCredential[]): VendorAnswer {
  if ([...request.query.keys()].some(name => !CREDENTIAL_PARAMETERS.has(name))) return { status: 500 }
  const rows = list.map(({ owner, ...rest }) => {
    const account = organisation.accounts.find(({ id }) => id === owner)
    const user = { id: owner, orgId: organisation.id, name: account?.name ?? owner, email: account?.email ?? '' }
    return { ...rest, user }
  })
  return listed(organisation, request, rows, Number(request.query.get('pageSize') ?? 50))
}

/** These lists go on with a whole address, those of version 2 with the bare cursor. */
function listed(
  { pageRows }: Organisation,
  { host, path, query }: VendorRequest,
  rows: object[],
  size = 50,
): VendorAnswer {
  const page = pageOf(rows, query.get('cursor'), Math.min(size, pageRows))
  if (!page) return adminError(400, 'ADMIN-400-1', 'cursor is none of this list')
  const following = new URLSearchParams(query)
  if (page.next) following.set('cursor', page.next)
  const links = page.next ? { next: `https://${host}${path}?${following.toString()}` } : {}
  return { status: 200, body: { data: page.page, links } }
}

const managed = ({ accounts, settings }: Organisation) => accounts.filter(({ id }) => !settings.unmanaged.includes(id))

function lastActive({ settings, now }: Organisation, id: string): string | undefined {
  return (settings.lastActive[id] ?? new Date(now() - HOUR).toISOString()) || undefined
}

const accountStatus = ({ status }: VendorAccount) => (status === 'DEPROVISIONED' ? 'inactive' : 'active')
const membership = ({ status }: VendorAccount) => (status === 'ACTIVE' ? 'active' : 'suspended')

function managedRow(organisation: Organisation, account: VendorAccount) {
  const { id, name, email } = account
  const last_active = lastActive(organisation, id)
  return {
    account_id: id,
    account_type: 'atlassian',
    account_status: accountStatus(account),
    name,
    email,
    picture: 'https://avatar.example/1',
    access_billable: true,
    ...(last_active && { last_active }),
    links: { self: `https://api.atlassian.com/users/${id}/manage/profile` },
  }
}

function userRow(organisation: Organisation, account: VendorAccount) {
  const { id, name, email, isAdmin, mfa, status } = account
  return {
    accountId: id,
    accountType: 'atlassian',
    accountStatus: accountStatus(account),
    status: status === 'ACTIVE' ? 'active' : status === 'SUSPENDED' ? 'suspended' : 'deactivated',
    membershipStatus: membership(account),
    claimStatus: organisation.settings.unmanaged.includes(id) ? 'unmanaged' : 'managed',
    name,
    email,
    mfaEnabled: mfa,
    ...(isAdmin && { platformRoles: ['atlassian/org-admin'] }),
    ...(!isAdmin && { platformRoles: [] }),
  }
}

function answerDirectory(organisation: Organisation, request: VendorRequest, rest: string): VendorAnswer {
  const { settings, accounts } = organisation
  const { method, query } = request
  if (rest === 'directories' && method === 'GET') {
    const account = query.get('accountId')
    const known = account === null || accounts.some(({ id }) => id === account)
    return { status: 200, body: { data: known ? settings.directories : [], links: {} } }
  }
  const [, directory = '', part = ''] = /^directories\/([^/]+)\/(.+)$/.exec(rest) ?? []
  // Searches and looks take "-" for all directories; what changes something wants one by its id.
  const isOne = settings.directories.some(({ directoryId }) => directoryId === directory)
  const reads = method === 'GET' || part.endsWith('/search')
  if (!isOne && !(reads && directory === '-')) return adminError(404, 'ADMIN-404-6', 'Directory not found')
  if (method === 'POST' && part === 'users/search') return searchUsers(organisation, request)
  if (method === 'POST' && part === 'groups/search') return searchGroups(organisation, request)
  const [, group = '', member = ''] = /^groups\/([^/]+)\/memberships\/([^/]+)$/.exec(part) ?? []
  if (member !== '' && method === 'DELETE')
    return leave(organisation, decodeURIComponent(group), decodeURIComponent(member))
  const [, user = '', verb = ''] = /^users\/([^/]+)(?:\/(suspend|restore))?$/.exec(part) ?? []
  const account = accounts.find(({ id }) => id === decodeURIComponent(user))
  if (!account) return adminError(404, 'ADMIN-404-7', 'User not found')
  if (verb === '' && method === 'GET') return { status: 200, body: { data: userRow(organisation, account) } }
  if (verb === '' || method !== 'POST') return adminError(404, 'ADMIN-404-1', 'Not found')
  // Restoring access to an app does not bring back an account that is deactivated.
  if (account.status !== 'DEPROVISIONED') account.status = verb === 'suspend' ? 'SUSPENDED' : 'ACTIVE'
  organisation.record(verb === 'suspend' ? 'user_suspended' : 'user_restored', account)
  return none
}

interface Search {
  limit?: number
  cursor?: string
  expand?: string[]
  accountIds?: string[]
  groupIds?: string[]
}

function searchUsers(organisation: Organisation, request: VendorRequest): VendorAnswer {
  const { settings, accounts } = organisation
  const asked = jsonIn(request.body) as Search | null
  if (!asked || (asked.accountIds?.length ?? 0) > 10) return adminError(400, 'ADMIN-400-19', 'at most 10 accountIds')
  const { expand = [], accountIds, groupIds } = asked
  const groupsOf = (id: string) => settings.groups.filter(({ members }) => members.includes(id))
  const rows = accounts
    .filter(({ id }) => !accountIds || accountIds.includes(id))
    .filter(({ id }) => !groupIds || groupsOf(id).some(group => groupIds.includes(group.id)))
    .map(account => {
      const { platformRoles, ...row } = userRow(organisation, account)
      const lastActiveTimestamp = lastActive(organisation, account.id)
      const access = lastActiveTimestamp ? [{ id: 'site-1', key: 'jira-software', lastActiveTimestamp }] : []
      return {
        ...row,
        ...(expand.includes('platformRoles') && { platformRoles }),
        ...(expand.includes('groups') && { groups: groupsOf(account.id).map(({ id, name }) => ({ id, name })) }),
        ...(expand.includes('productAccess') && { productAccess: access }),
      }
    })
  return searched(organisation, asked, rows)
}

function searchGroups(organisation: Organisation, request: VendorRequest): VendorAnswer {
  const asked = jsonIn(request.body) as Search | null
  if (!asked) return adminError(400, 'ADMIN-400-19', 'the body is no JSON')
  const { accountIds, groupIds } = asked
  const rows = organisation.settings.groups
    .filter(({ id }) => !groupIds || groupIds.includes(id))
    .filter(({ members }) => !accountIds || accountIds.some(id => members.includes(id)))
    .map(({ id, name, directoryId }) => ({ id, name, directoryId, description: '', externalSynced: false }))
  return searched(organisation, asked, rows)
}

function searched({ pageRows }: Organisation, { cursor, limit = 20 }: Search, rows: object[]): VendorAnswer {
  const page = pageOf(rows, cursor, Math.min(limit, pageRows))
  if (!page) return adminError(400, 'ADMIN-400-1', 'cursor is none of this list')
  return { status: 200, body: { data: page.page, links: page.next ? { next: page.next } : {} } }
}

function leave(organisation: Organisation, group: string, member: string): VendorAnswer {
  const found = organisation.settings.groups.find(({ id }) => id === group)
  const account = organisation.accounts.find(({ id }) => id === member)
  if (!found?.members.includes(member) || !account) return adminError(404, 'ADMIN-404-8', 'Group or user not found')
  found.members = found.members.filter(id => id !== member)
  organisation.record('user_removed_from_group', account)
  return none
}

/** What is under `manage`: of accounts of a verified domain alone. */
function answerManaged(
  organisation: Organisation,
  { method, body }: VendorRequest,
  id: string,
  part: string,
): VendorAnswer {
  const { settings } = organisation
  const account = organisation.accounts.find(one => one.id === id)
  if (!account) return accountError(404, 'accountNotFound')
  if (settings.unmanaged.includes(id)) return accountError(403, 'forbidden')
  const [, token = ''] = /^api-tokens\/([^/]+)$/.exec(part) ?? []
  const lifecycle = (status: VendorAccount['status'], action: string): VendorAnswer => {
    account.status = status
    organisation.record(action, account)
    return none
  }
  switch (`${method} ${token === '' ? part : 'api-tokens/'}`) {
    case 'GET profile': {
      const { name, email } = account
      const shown = { account_id: id, account_type: 'atlassian', account_status: accountStatus(account), name, email }
      return { status: 200, body: { account: { ...shown, picture: 'https://avatar.example/1', nickname: name } } }
    }
    case 'GET api-tokens':
      return {
        status: 200,
        body: settings.apiTokens
          .filter(({ owner }) => owner === id)
          .map(({ id, label, createdAt, lastActiveAt, expiresAt }) => ({
            id,
            label,
            createdAt,
            ...(lastActiveAt && { lastAccess: lastActiveAt }),
            ...(expiresAt && { expiry: expiresAt }),
          })),
      }
    case 'DELETE api-tokens/': {
      const left = settings.apiTokens.filter(one => one.owner !== id || one.id !== decodeURIComponent(token))
      if (left.length === settings.apiTokens.length) return accountError(404, 'notFound')
      settings.apiTokens = left
      organisation.record('user_api_token_revoked', account)
      return none
    }
    case 'POST lifecycle/disable':
      // A body is wanted, be it an empty object.
      return body === '' ? accountError(400, 'bodyParseFailure') : lifecycle('DEPROVISIONED', 'user_deactivated')
    case 'POST lifecycle/enable':
      return lifecycle('ACTIVE', 'user_reactivated')
    default:
      return accountError(404, 'notFound')
  }
}
