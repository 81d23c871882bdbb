import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { FixedWindow } from './rate.ts'
import { bearerOf } from './request-parts.ts'
import { RowLog } from './row-log.ts'
import { failed, refused, scimError, tooMany } from './slack/answers.ts'
import { answerLogs } from './slack/audit.ts'
import { METHODS } from './slack/methods.ts'
import type { SlackOrganisation } from './slack/organisation.ts'
import { answerScim } from './slack/scim.ts'
import { defaultSlackSettings } from './slack/settings.ts'
import type { SlackSettings } from './slack/settings.ts'

export interface SlackOptions {
  /** Such as `E0ACME00001`. */
  enterprise: string
  /** A user token of the organisation's owner, `xoxp-…`. */
  token: string
  /** Rights of the token; all that the emulated methods ask for when left out. */
  scopes?: string[]
  /** Epoch milliseconds. */
  now: () => number
  /** Their ids are of Slack's form, such as `W0ADA000001`. */
  accounts: VendorAccount[]
  /** Most rows of a page, whatever is asked for. */
  pageRows?: number
  /** Laid over a well kept organisation's. */
  settings?: Partial<SlackSettings>
}

const MINUTE = 60_000
/** Calls a minute of the audit log, of all programs of the organisation together. */
const AUDIT_CALLS = 50
/** Cautious: the vendor's own number is not known. */
const SCIM_CALLS = 100
const AUDIT_RIGHT = 'auditlogs:read'
const SCIM_RIGHT = 'admin'
const ALL_RIGHTS = [...new Set([AUDIT_RIGHT, SCIM_RIGHT, ...Object.values(METHODS).flatMap(({ scopes }) => scopes)])]

/** An Enterprise organisation of Slack: the Web API at slack.com, the audit log and SCIM at api.slack.com. */
export function createSlack(options: SlackOptions): Vendor {
  const { enterprise, token, scopes = ALL_RIGHTS, now, accounts, pageRows = Infinity } = options
  const log = new RowLog()
  const settings: SlackSettings = { ...defaultSlackSettings(accounts), ...options.settings }
  const windows = new Map<string, FixedWindow>()
  const emit = (rows: object[]) => {
    for (const row of rows) log.append(Number((row as { date_create?: number }).date_create) * 1000, row)
  }
  const record = (action: string, entity: object) =>
    emit([
      {
        id: `a0000000-0000-4000-8000-${String(log.size).padStart(12, '0')}`,
        date_create: Math.floor(now() / 1000),
        action,
        actor: { type: 'user', user: { id: 'W0OWNER001', name: 'Owner', email: 'owner@acme.example', team: '' } },
        entity,
        context: {
          location: { type: 'enterprise', id: enterprise, name: 'Acme', domain: 'acme' },
          ua: 'casbah',
          ip_address: '203.0.113.10',
        },
      },
    ])
  const organisation: SlackOrganisation = { enterprise, accounts, settings, pageRows, record }

  const secondsToWait = (name: string, amount: number): number => {
    let window = windows.get(name)
    if (!window) windows.set(name, (window = new FixedWindow(amount, MINUTE, now)))
    return window.take().allowed ? 0 : window.state().secondsLeft
  }

  const audit = (request: VendorRequest, path: string): VendorAnswer => {
    if (path !== '/logs' || request.method !== 'GET') return refused(404, 'unknown_method')
    if (!bearerOf(request.headers)) return refused(401, 'not_authed')
    if (bearerOf(request.headers) !== token) return refused(401, 'invalid_auth')
    if (!scopes.includes(AUDIT_RIGHT)) return refused(403, 'missing_scope')
    const wait = secondsToWait('audit', AUDIT_CALLS)
    return wait ? tooMany(wait, false) : answerLogs(log, request.query, pageRows)
  }

  const scim = (request: VendorRequest, path: string): VendorAnswer => {
    if (bearerOf(request.headers) !== token) return scimError(401, 'invalid_authentication')
    if (!scopes.includes(SCIM_RIGHT)) return scimError(403, 'missing_scope')
    const wait = secondsToWait('scim', SCIM_CALLS)
    return wait ? tooMany(wait, true) : answerScim(organisation, request, path)
  }

  const web = (request: VendorRequest, name: string): VendorAnswer => {
    const method = METHODS[`${request.method} ${name}`]
    if (!method) return failed('unknown_method')
    const bearer = bearerOf(request.headers)
    if (bearer !== token) return failed(bearer ? 'invalid_auth' : 'not_authed')
    if (method.scopes.length > 0 && !method.scopes.some(scope => scopes.includes(scope)))
      return failed('missing_scope', { needed: method.scopes[0], provided: scopes.join(',') })
    const wait = secondsToWait(name, method.aMinute)
    if (wait) return tooMany(wait, true)
    const given = request.method === 'GET' ? request.query : new URLSearchParams(request.body)
    const answer = method.answer(organisation, given)
    return { ...answer, headers: { 'x-oauth-scopes': scopes.join(','), ...answer.headers } }
  }

  return {
    slug: 'slack',
    hosts: ['slack.com', 'api.slack.com'],
    authKind: 'user-token',
    credentials: { token },
    config: { enterprise },
    accounts,
    settings: settings as unknown as Record<string, unknown>,
    emit,
    size: () => log.size,
    recognises: ({ headers }) => bearerOf(headers) === token,
    answer: request => {
      const { host, path } = request
      const [, name] = /^\/api\/([\w.]+)$/.exec(path) ?? []
      if (host === 'slack.com' && name !== undefined) return web(request, name)
      if (host === 'api.slack.com' && path.startsWith('/audit/v1/')) return audit(request, path.slice(9))
      if (host === 'api.slack.com' && path.startsWith('/scim/v2/')) return scim(request, path.slice(8))
      return refused(404, 'not_found')
    },
  }
}
