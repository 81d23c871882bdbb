import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { answerLogs } from './okta/log.ts'
import { invalid, notFound, oktaError } from './okta/errors.ts'
import { defaultOktaSettings, SETTING_BY_PATH } from './okta/settings.ts'
import type { OktaSettings } from './okta/settings.ts'
import { ServiceAppTokens, type OktaServiceApp } from './okta/service-app.ts'
import { answerUser, listAdmins, listUsers } from './okta/users.ts'
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
  settings,
}: OktaOptions): Vendor {
  const log = new RowLog()
  const tokens = serviceApp && new ServiceAppTokens(serviceApp, domain, now)
  const created = new Date(now() - 400 * 86_400_000).toISOString()
  const kept: OktaSettings = { ...defaultOktaSettings(domain, created), ...settings }
  const emit = (rows: object[]) => {
    for (const row of rows) log.append(Date.parse((row as { published?: string }).published ?? ''), row)
  }
  const directory = { domain, accounts, now, created, record: (row: object) => emit([row]) }
  // An org has 120 log requests a minute; one token may use half of them.
  const logWindow = new FixedWindow(60, 60_000, now)
  const otherWindow = new FixedWindow(600, 60_000, now)

  const route = (request: VendorRequest): VendorAnswer => {
    const { method, path, query } = request
    const user = /^\/api\/v1\/users\/([^/]+)(\/.*)?$/.exec(path)
    if (user) return answerUser(directory, method, decodeURIComponent(user[1] ?? ''), user[2] ?? '')
    if (method !== 'GET') return oktaError(405, 'E0000022', 'The endpoint does not support the provided HTTP method')
    if (path === '/api/v1/logs') return answerLogs(log, domain, query, now(), pageRows)
    if (path === '/api/v1/users') return listUsers(directory, query)
    if (path === '/api/v1/iam/assignees/users') return listAdmins(directory, query)
    if (path === '/api/v1/policies') return listPolicies(kept, query)
    const policy = /^\/api\/v1\/policies\/([^/]+)(\/rules)?$/.exec(path)
    if (policy) return answerPolicy(kept, policy[1] ?? '', policy[2] !== undefined)
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
