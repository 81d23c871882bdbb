import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { answerDirectory } from './egnyte/directory.ts'
import type { EgnyteDomain } from './egnyte/domain.ts'
import { egnyteError, tooFast } from './egnyte/errors.ts'
import { answerFiles } from './egnyte/files.ts'
import { defaultEgnyteSettings, type EgnyteSettings } from './egnyte/settings.ts'
import { EgnyteSignIn, type EgnyteCredentials } from './egnyte/sign-in.ts'
import { answerStream } from './egnyte/stream.ts'
import { FixedWindow } from './rate.ts'
import { RowLog } from './row-log.ts'

export interface EgnyteOptions extends EgnyteCredentials {
  /** Name of the domain, such as `acme` of `acme.egnyte.com`. */
  domain: string
  /** Epoch milliseconds. */
  now: () => number
  /** Their ids are whole numbers; who is not ACTIVE was deactivated. */
  accounts: VendorAccount[]
  /** Most rows of a page, whatever is asked for. */
  pageRows?: number
  /** Most of history that one request for audit events looks through, minutes. */
  scanMinutes?: number
  /** Laid over a well kept domain's. */
  settings?: Partial<EgnyteSettings>
}

/** An Egnyte domain: `https://{domain}.egnyte.com`. Throttled by token, the audit stream apart from all else. */
export function createEgnyte({
  domain: name,
  now,
  accounts,
  pageRows = Infinity,
  scanMinutes = 30,
  settings,
  ...credentials
}: EgnyteOptions): Vendor {
  const log = new RowLog()
  const kept: EgnyteSettings = { ...defaultEgnyteSettings(now()), ...settings }
  const signIn = new EgnyteSignIn(credentials, now)
  const audit = [new FixedWindow(10, 60_000, now), new FixedWindow(100, 3_600_000, now)]
  const pace = new FixedWindow(2, 1_000, now)
  const day = new FixedWindow(1_000, 86_400_000, now)

  const sizes = new Map<string, number>()
  // There is one log; parts of it are only counted apart for who fills it.
  const emit = (rows: object[], part = '') => {
    sizes.set(part, (sizes.get(part) ?? 0) + rows.length)
    for (const row of rows) log.append((row as { date?: number }).date ?? Number.NaN, row)
  }
  const domain: EgnyteDomain = {
    name,
    accounts,
    settings: kept,
    now,
    pageRows,
    record: event => emit([{ date: now(), actor: 'Casbah ( casbah@acme.example )', source: 'Public API', ...event }]),
  }

  const ofStream = (token: string, { query }: VendorRequest): VendorAnswer => {
    const full = audit.find(window => !window.take().allowed)
    if (full) return egnyteError(429, 'Too Many Requests', { 'retry-after': String(full.state().secondsLeft) })
    if (!signIn.may(token, 'Egnyte.audit')) return egnyteError(403, 'Forbidden')
    return answerStream(log, { query, now: now(), pageRows, scan: scanMinutes * 60_000 })
  }

  const ofApi = (token: string, request: VendorRequest): VendorAnswer => {
    if (!pace.take().allowed) return tooFast('QPS', pace.state().secondsLeft)
    if (!day.take().allowed) return tooFast('RATE', day.state().secondsLeft)
    const { path } = request
    if (path === '/pubapi/v1/userinfo')
      return { status: 200, body: { id: 1, first_name: 'Casbah', last_name: 'Reader', username: 'casbah' } }
    if (!signIn.may(token, scopeOf(path))) return egnyteError(403, 'Forbidden')
    if (path === '/pubapi/v2/events/cursor') {
      const timestamp = new Date(now()).toISOString()
      return { status: 200, body: { timestamp, latest_event_id: log.size, oldest_event_id: 0 } }
    }
    return /^\/pubapi\/v2\/(users|groups)/.test(path) ? answerDirectory(domain, request) : answerFiles(domain, request)
  }

  return {
    slug: 'egnyte',
    hosts: [`${name}.egnyte.com`],
    authKind: 'token',
    credentials: { token: credentials.accessToken },
    config: { domain: name },
    accounts,
    settings: kept as unknown as Record<string, unknown>,
    emit,
    size: part => (part === undefined ? log.size : (sizes.get(part) ?? 0)),
    answer: request => {
      if (request.path === '/puboauth/token' && request.method === 'POST') return signIn.token(request)
      const token = signIn.bearer(request)
      if (token === null) return egnyteError(401, 'The access token is not valid')
      return request.path === '/pubapi/v2/audit/stream' ? ofStream(token, request) : ofApi(token, request)
    },
  }
}

/** The scope that a request needs. */
function scopeOf(path: string): string {
  const [, part = ''] = /^\/pubapi\/v[12]\/(\w+)/.exec(path) ?? []
  const scopes: Record<string, string> = { users: 'user', groups: 'group', links: 'link', perms: 'permission' }
  return `Egnyte.${scopes[part] ?? 'filesystem'}`
}
