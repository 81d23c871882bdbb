import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { FixedWindow, type RateVerdict } from './rate.ts'
import { jsonIn } from './request-parts.ts'
import { RowLog } from './row-log.ts'
import { accessLogError, invalid, notFound, zendeskError } from './zendesk/errors.ts'
import { answerAccessLogs, answerAuditLogs } from './zendesk/logs.ts'
import { listOf } from './zendesk/paging.ts'
import { defaultZendeskSettings, type ZendeskSettings } from './zendesk/settings.ts'
import { ZendeskSignIn, type ZendeskCredentials } from './zendesk/sign-in.ts'
import { TeamRoutes, type Recorded } from './zendesk/team.ts'

/** What the Enterprise plan allows the whole account. */
const REQUESTS_PER_MINUTE = 700
const ACCESS_PER_MINUTE = 50

export interface ZendeskOptions extends ZendeskCredentials {
  subdomain: string
  /** Epoch milliseconds. */
  now: () => number
  /** Team members, ids being numbers; the one with `email` asks. */
  accounts: VendorAccount[]
  /** Most rows of a page of the logs, whatever is asked for. */
  pageRows?: number
  /** Laid over a well kept account's. */
  settings?: Partial<ZendeskSettings>
}

/** A Zendesk account: both logs, team, OAuth tokens, apps and settings, as its API at `https://{subdomain}.zendesk.com` shows them. */
export function createZendesk(options: ZendeskOptions): Vendor {
  const { subdomain, email, accessToken, now, accounts, pageRows = Infinity } = options
  const host = `${subdomain}.zendesk.com`
  const logs = { audit: new RowLog(), access: new RowLog() }
  const settings: ZendeskSettings = { ...defaultZendeskSettings(accounts, now()), ...options.settings }
  const signIn = new ZendeskSignIn(options, () => String(settings.account.api.api_token_access) === 'true', now)
  const window = new FixedWindow(REQUESTS_PER_MINUTE, 60_000, now)
  const accessWindow = new FixedWindow(ACCESS_PER_MINUTE, 60_000, now)
  const me = accounts.find(account => account.email === email)?.id ?? settings.owner

  const emit = (rows: object[], partition = 'audit') => {
    for (const row of rows as { created_at?: string; timestamp?: string }[]) {
      const log = partition === 'access' ? logs.access : logs.audit
      log.append(Date.parse(row.created_at ?? row.timestamp ?? ''), row)
    }
  }
  const record = (row: Recorded) => {
    const id = 9_000_000 + logs.audit.size
    const created_at = `${new Date(now()).toISOString().slice(0, 19)}Z`
    const actor = { actor_id: Number(me), actor_name: accounts.find(one => one.id === me)?.name }
    const action_label = row.action === 'update' ? 'Updated' : 'Created'
    const url = `https://${host}/api/v2/audit_logs/${id}.json`
    emit([{ url, id, ...actor, ...row, action_label, ip_address: '203.0.113.10', created_at }])
  }
  const created = `${new Date(now() - 400 * 86_400_000).toISOString().slice(0, 19)}Z`
  const team = new TeamRoutes({ host, accounts, settings, now, created, record, me })

  const route = (request: VendorRequest): VendorAnswer => {
    const { method, path, query } = request
    const found = team.answer(request)
    if (found) return found
    const [, tokenId] = /^\/api\/v2\/oauth\/tokens\/(\d+)$/.exec(path) ?? []
    if (tokenId) return answerToken(settings, method, Number(tokenId))
    const [, appId] = /^\/api\/v2\/apps\/installations\/(\d+)$/.exec(path) ?? []
    if (appId) return answerInstallation(settings, request, Number(appId), record)
    switch (`${method} ${path}`) {
      case 'GET /api/v2/audit_logs':
        // Without the Enterprise plan there is no such address.
        return settings.logs.audit
          ? answerAuditLogs(logs.audit, request, pageRows)
          : zendeskError(404, 'InvalidEndpoint', 'Not found')
      case 'GET /api/v2/oauth/tokens': {
        const all = query.get('all') === 'true'
        return listOf(
          'tokens',
          settings.tokens.filter(({ user_id }) => all || String(user_id) === me),
          request,
        )
      }
      case 'GET /api/v2/account/settings':
        return { status: 200, body: { settings: settings.account } }
      case 'GET /api/v2/security_settings':
        return { status: 200, body: { security_settings: settings.security }, undescribed: true }
      case 'GET /api/v2/apps/installations':
        return { status: 200, body: { installations: settings.installations }, undescribed: true }
      default:
        return notFound()
    }
  }

  const accessLogs = (request: VendorRequest): VendorAnswer => {
    const verdict = accessWindow.take()
    if (!verdict.allowed)
      return {
        ...accessLogError(429, 'Too many requests', 'Use RateLimit-Reset header to backoff on retries'),
        headers: { 'ratelimit-reset': new Date(verdict.reset * 1_000).toISOString() },
      }
    if (!settings.logs.access)
      return accessLogError(403, 'Authorization failed', 'Advanced Data Privacy and Protection is required')
    return answerAccessLogs(logs.access, request, now(), pageRows)
  }

  return {
    slug: 'zendesk',
    hosts: [host],
    authKind: 'oauth-token',
    credentials: { token: accessToken },
    config: { subdomain },
    accounts,
    settings: settings as unknown as Record<string, unknown>,
    emit,
    size: partition => (partition === 'access' ? 0 : logs.audit.size) + (partition === 'audit' ? 0 : logs.access.size),
    answer: request => {
      const given = signIn.token(request) ?? signIn.refusal(request)
      if (given) return given
      if (request.method === 'GET' && request.path === '/api/v2/access_logs') return accessLogs(request)
      const verdict = window.take()
      const answer = verdict.allowed
        ? route(request)
        : zendeskError(429, 'APIRateLimitExceeded', 'Number of allowed API requests per minute exceeded')
      return { ...answer, headers: { ...rateHeaders(verdict, now()), ...answer.headers } }
    },
  }
}

function rateHeaders({ allowed, limit, remaining, reset }: RateVerdict, now: number): Record<string, string> {
  const seconds = String(Math.max(1, Math.ceil(reset - now / 1_000)))
  return {
    'x-rate-limit': String(limit),
    'x-rate-limit-remaining': String(remaining),
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': seconds,
    ...(!allowed && { 'retry-after': seconds }),
  }
}

function answerToken(settings: ZendeskSettings, method: string, id: number): VendorAnswer {
  const token = settings.tokens.find(one => one.id === id)
  if (!token) return notFound()
  if (method === 'GET') return { status: 200, body: { token }, undescribed: true }
  if (method !== 'DELETE') return notFound()
  settings.tokens = settings.tokens.filter(one => one !== token)
  return { status: 204 }
}

function answerInstallation(
  settings: ZendeskSettings,
  { method, body }: VendorRequest,
  id: number,
  record: (row: Recorded) => void,
): VendorAnswer {
  const app = settings.installations.find(one => one.id === id)
  if (!app) return notFound()
  if (method !== 'GET' && method !== 'PUT') return notFound()
  if (method === 'PUT') {
    const enabled = jsonIn(body)?.enabled
    if (typeof enabled !== 'boolean') return invalid('enabled must be true or false')
    const change_description = `Enabled changed from ${app.enabled} to ${enabled}`
    app.enabled = enabled
    const about = { source_id: app.app_id, source_label: app.settings.name, change_description }
    record({ action: 'update', source_type: 'zendesk/app_market/app', ...about })
  }
  return { status: 200, body: app, undescribed: true }
}
