import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { errorOf, success, v1Error } from './onelogin/errors.ts'
import { answerEvents } from './onelogin/events.ts'
import { EVENT_TYPES } from './onelogin/event-types.ts'
import { pageOf } from './onelogin/paging.ts'
import { defaultOneLoginSettings } from './onelogin/settings.ts'
import type { OneLoginSettings } from './onelogin/settings.ts'
import { OneLoginTokens } from './onelogin/tokens.ts'
import type { OneLoginClient } from './onelogin/tokens.ts'
import { answerDevices, answerUser, takeRole, userObject, usersOf } from './onelogin/users.ts'
import { FixedWindow } from './rate.ts'
import { RowLog } from './row-log.ts'

export interface OneLoginOptions extends Omit<OneLoginClient, 'level'> {
  /** Such as `acme`, for acme.onelogin.com. */
  subdomain: string
  /** What the credential pair may do; everything when left out. */
  level?: OneLoginClient['level']
  /** Epoch milliseconds. */
  now: () => number
  /** Their ids are numbers. */
  accounts: VendorAccount[]
  /** Most rows of a page, whatever is asked for; events come by fifty. */
  pageRows?: number
  /** Whether answers hold null where there is nothing to say, as the vendor's do and its description does not allow. */
  nulls?: boolean
  /** Laid over a well kept account's. */
  settings?: Partial<OneLoginSettings>
}

const ACCOUNT = 555
const EVENT_ROWS = 50
/** Calls an hour, of all programs of the account together. */
const CALLS = 5_000

/** A OneLogin account as `https://{subdomain}.onelogin.com` shows it: events, users, roles, privileges, policies. */
export function createOneLogin(options: OneLoginOptions): Vendor {
  const { subdomain, clientId, clientSecret, level = 'Manage All', now, accounts, pageRows, nulls = false } = options
  const log = new RowLog()
  const tokens = new OneLoginTokens({ clientId, clientSecret, level }, now)
  const window = new FixedWindow(CALLS, 3_600_000, now)
  const settings: OneLoginSettings = { ...defaultOneLoginSettings(accounts), ...options.settings }
  const emit = (rows: object[]) => {
    for (const row of rows) log.append(Date.parse((row as { created_at?: string }).created_at ?? ''), row)
  }
  const record = (type: number, user: VendorAccount) =>
    emit([
      {
        // Ids grow with time.
        id: now() * 1_000 + (log.size % 1_000),
        account_id: ACCOUNT,
        event_type_id: type,
        created_at: new Date(now()).toISOString(),
        user_id: Number(user.id),
        user_name: user.name,
        client_id: clientId,
        actor_system: 'API',
        ipaddr: '203.0.113.10',
      },
    ])
  const directory = { accounts, settings, now, record }
  const most = pageRows ?? Infinity

  const route = (request: VendorRequest): VendorAnswer => {
    const { method, path, query, body } = request
    const [, id = '', rest = ''] = /^\/api\/[12]\/users\/(\d+)(\/\w+)?$/.exec(path) ?? []
    if (id) return answerUser(directory, request, id, rest)
    const [, owner = '', device = ''] = /^\/api\/2\/mfa\/users\/(\d+)\/devices(?:\/([^/]+))?$/.exec(path) ?? []
    if (owner) return answerDevices(directory, method, owner, device)
    const [, role = ''] = /^\/api\/2\/roles\/(\d+)\/users$/.exec(path) ?? []
    if (role && method === 'DELETE') return takeRole(directory, role, body)
    if (method !== 'GET') return errorOf(path, 404, 'not found', 'No Route Exists')
    const [, privilege = ''] = /^\/api\/1\/privileges\/([^/]+)\/users$/.exec(path) ?? []
    if (privilege) return holdersOf(privilege)
    const [, policy = ''] = /^\/api\/2\/policies\/(\d+)$/.exec(path) ?? []
    if (policy) return undescribed(onePolicy(Number(policy)))
    switch (path) {
      case '/api/1/events':
        return answerEvents(log, query, { pageRows: Math.min(most, EVENT_ROWS), nulls })
      // Whole, whatever paging is asked for.
      case '/api/1/events/types':
        return success({ data: EVENT_TYPES })
      case '/api/1/privileges':
        return { status: 200, body: settings.privileges.map(privilegeObject) }
      case '/api/2/users':
        return pageOf(
          usersOf(directory).map(user => userObject(directory, user)),
          query,
          most,
        )
      case '/api/2/roles':
        return pageOf(settings.roles, query, most)
      case '/api/2/apps':
        return pageOf(settings.apps, query, most)
      case '/api/2/hooks':
        return pageOf(settings.hooks, query, most)
      case '/api/2/policies':
        return undescribed(
          pageOf(
            settings.policies.map(({ id: number, name, kind }) => ({ id: number, name, kind })),
            query,
            most,
          ),
        )
      default:
        return errorOf(path, 404, 'not found', 'No Route Exists')
    }
  }

  const holdersOf = (id: string): VendorAnswer => {
    const found = settings.privileges.find(one => one.id === id)
    if (!found) return { status: 404, body: { statusCode: 404, name: 'NotFoundError', message: 'Privilege not found' } }
    return { status: 200, body: { total: found.users.length, users: found.users } }
  }
  const onePolicy = (id: number): VendorAnswer => {
    const body = settings.policies.find(one => one.id === id)
    return body
      ? { status: 200, body }
      : { status: 404, body: { statusCode: 404, name: 'NotFoundError', message: 'Policy not found' } }
  }

  return {
    slug: 'onelogin',
    hosts: [`${subdomain}.onelogin.com`],
    authKind: 'api-credential',
    credentials: { clientId, clientSecret },
    config: { subdomain },
    accounts,
    settings: settings as unknown as Record<string, unknown>,
    emit,
    size: () => log.size,
    answer: request => {
      const given = tokens.answer(request) ?? tokens.refusal(request)
      if (given) return given
      if (request.path === '/auth/rate_limit') return rateOf(window)
      return window.take().allowed ? route(request) : v1Error(429, 'Too Many Requests', 'Rate limit exceeded')
    },
  }
}

/** Policies have an API that the vendor's own tools for Terraform use; its description leaves them out. */
const undescribed = (answer: VendorAnswer): VendorAnswer => ({ ...answer, undescribed: true })

const privilegeObject = ({ id, name, actions }: OneLoginSettings['privileges'][number]) => ({
  id,
  name,
  privilege: { Version: '2018-05-18', Statement: [{ Effect: 'Allow', Action: actions, Scope: ['*'] }] },
})

/** Asking costs nothing. */
function rateOf(window: FixedWindow): VendorAnswer {
  const { remaining, secondsLeft } = window.state()
  return success({
    data: { 'X-RateLimit-Limit': window.limit, 'X-RateLimit-Remaining': remaining, 'X-RateLimit-Reset': secondsLeft },
  })
}
