import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { answerLogs } from './okta/log.ts'
import { invalid, notFound, oktaError } from './okta/errors.ts'
import { oktaEvent, userTarget } from './okta/events.ts'
import { defaultOktaSettings, SETTING_BY_PATH } from './okta/settings.ts'
import type { OktaSettings } from './okta/settings.ts'
import { ServiceAppTokens, type OktaServiceApp } from './okta/service-app.ts'
import { answerGroups, answerUser, listAdmins, listUsers, type OktaConsent, type OktaDirectory } from './okta/users.ts'
import { FixedWindow } from './rate.ts'
import { RowLog } from './row-log.ts'

export interface OktaOptions {
  /** Such as `acme.okta.com`. */
  domain: string
  /** API token that requests must carry. */
  token: string
  /** An OAuth service app, beside the token. */
  serviceApp?: OktaServiceApp
  /** Epoch milliseconds. */
  now: () => number
  accounts: VendorAccount[]
  /** Most rows of a page of the log, whatever is asked for. */
  pageRows?: number
  /** What users let apps do. */
  consents?: OktaConsent[]
  /** Ids of users by the id of the app that they were assigned. */
  assignments?: Record<string, string[]>
  /** Laid over a well kept org's. */
  settings?: Partial<OktaSettings>
}

/** An Okta org: system log, users, policies and settings, as its API at `https://{domain}` shows them. */
export function createOkta({
  domain,
  token,
  serviceApp,
  now,
  accounts,
  pageRows = Infinity,
  consents = [],
  assignments = {},
  settings,
}: OktaOptions): Vendor {
  const log = new RowLog()
  const tokens = serviceApp && new ServiceAppTokens(serviceApp, domain, now)
  const created = new Date(now() - 400 * 86_400_000).toISOString()
  const kept: OktaSettings = { ...defaultOktaSettings(domain, created), ...settings }
  const emit = (rows: object[]) => {
    for (const row of rows) log.append(Date.parse((row as { published?: string }).published ?? ''), row)
  }
  const directory: OktaDirectory = {
    domain,
    accounts,
    now,
    created,
    consents,
    groups: new Set(),
    expired: new Set(),
    lastLogins: kept.lastLogins,
    record: row => emit([row]),
  }
  // An org has 120 log requests a minute; one token may use half of them.
  const logWindow = new FixedWindow(60, 60_000, now)
  const otherWindow = new FixedWindow(600, 60_000, now)

  const route = (request: VendorRequest): VendorAnswer => {
    const { method, path, query } = request
    const user = /^\/api\/v1\/users\/([^/]+)(\/.*)?$/.exec(path)
    if (user) return answerUser(directory, method, decodeURIComponent(user[1] ?? ''), user[2] ?? '')
    const group = /^\/api\/v1\/groups(\/.*)?$/.exec(path)
    if (group) return answerGroups(directory, method, group[1] ?? '', query)
    const app = /^\/api\/v1\/apps\/([^/]+)\/users(?:\/([^/]+))?$/.exec(path)
    if (app) return answerAppUsers(directory, assignments[app[1] ?? ''], request, app[2])
    const token = /^\/api\/v1\/api-tokens\/([^/]+)$/.exec(path)
    if (token && method === 'DELETE') return revokeToken(directory, kept, token[1] ?? '')
    if (method !== 'GET') return oktaError(405, 'E0000022', 'The endpoint does not support the provided HTTP method')
    if (path === '/api/v1/logs') return answerLogs(log, domain, query, now(), pageRows)
    if (path === '/api/v1/users') return listUsers(directory, query)
    if (path === '/api/v1/iam/assignees/users') return listAdmins(directory, query)
    if (path === '/api/v1/policies') return listPolicies(kept, query)
    const policy = /^\/api\/v1\/policies\/([^/]+)(\/rules)?$/.exec(path)
    if (policy) return answerPolicy(kept, policy[1] ?? '', policy[2] !== undefined)
    const methods = /^\/api\/v1\/authenticators\/([^/]+)\/methods$/.exec(path)
    if (methods) return answerMethods(kept, methods[1] ?? '')
    const setting = SETTING_BY_PATH[path]
    return setting ? { status: 200, body: kept[setting] } : notFound(path)
  }

  return {
    slug: 'okta',
    hosts: [domain],
    authKind: 'api-token',
    credentials: { token },
    config: { domain },
    accounts,
    settings: kept as unknown as Record<string, unknown>,
    emit,
    size: () => log.size,
    answer: async request => {
      const given = await tokens?.answer(request)
      if (given) return given
      const { authorization = '' } = request.headers
      if (tokens && authorization.startsWith('Bearer ')) {
        const refusal = tokens.refusal(authorization.slice('Bearer '.length), request)
        if (refusal) return refusal
      } else if (authorization !== `SSWS ${token}`) return oktaError(401, 'E0000011', 'Invalid token provided')
      const verdict = (request.path === '/api/v1/logs' ? logWindow : otherWindow).take()
      const answer = verdict.allowed
        ? route(request)
        : oktaError(429, 'E0000047', 'API call exceeded rate limit due to too many requests.')
      return {
        ...answer,
        headers: {
          ...answer.headers,
          'x-rate-limit-limit': String(verdict.limit),
          'x-rate-limit-remaining': String(verdict.remaining),
          'x-rate-limit-reset': String(verdict.reset),
        },
      }
    },
  }
}

function listPolicies(settings: OktaSettings, query: URLSearchParams): VendorAnswer {
  const type = query.get('type')
  if (type === null) return invalid('type', 'type is required')
  const body = settings.policies.filter(
    policy => policy.type === type && (!query.has('status') || policy.status === query.get('status')),
  )
  return { status: 200, body }
}

function answerPolicy(settings: OktaSettings, id: string, rules: boolean): VendorAnswer {
  const policy = settings.policies.find(candidate => candidate.id === id)
  if (!policy) return notFound(`${id} (Policy)`)
  return { status: 200, body: rules ? (settings.policyRules[id] ?? []) : policy }
}

/** Users of an app, and the end of one user's assignment. */
function answerAppUsers(
  directory: OktaDirectory,
  assigned: string[] | undefined,
  { method, query }: VendorRequest,
  userId: string | undefined,
): VendorAnswer {
  if (!assigned) return notFound('App')
  const users = directory.accounts.filter(({ id }) => assigned.includes(id))
  if (method === 'GET' && userId === undefined) {
    const { created } = directory
    const limit = Number(query.get('limit') ?? 50)
    if (!Number.isInteger(limit) || limit < 1 || limit > 500) return invalid('limit', 'limit must be from 1 to 500')
    const appUser = { scope: 'USER', status: 'ACTIVE', created, lastUpdated: created, statusChanged: created }
    const body = users
      .filter(({ login, email }) => [login, email].some(name => name.startsWith(query.get('q') ?? '')))
      .map(user => ({ ...appUser, id: user.id, credentials: { userName: user.login }, profile: {} }))
    return { status: 200, body: body.slice(0, limit) }
  }
  const index = assigned.indexOf(userId ?? '')
  if (method !== 'DELETE' || index < 0) return notFound(`${userId} (AppUser)`)
  assigned.splice(index, 1)
  const user = users.find(({ id }) => id === userId)
  if (user)
    directory.record(
      oktaEvent(directory, 'application.user_membership.remove', 'Remove user’s app membership', userTarget(user)),
    )
  return { status: 204 }
}

function revokeToken(directory: OktaDirectory, { apiTokens }: OktaSettings, id: string): VendorAnswer {
  const token = apiTokens.find(each => each.id === id)
  if (!token) return notFound(`${id} (ApiToken)`)
  apiTokens.splice(apiTokens.indexOf(token), 1)
  const target = { id, type: 'Token', alternateId: 'unknown', displayName: String(token.name) }
  directory.record(oktaEvent(directory, 'system.api_token.revoke', 'Revoke API token', target))
  return { status: 204 }
}

function answerMethods({ authenticators, authenticatorMethods }: OktaSettings, id: string): VendorAnswer {
  return authenticators.some(each => each.id === id)
    ? { status: 200, body: authenticatorMethods[id] ?? [] }
    : notFound(`${id} (Authenticator)`)
}
