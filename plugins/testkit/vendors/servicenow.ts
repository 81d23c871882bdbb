import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { FixedWindow } from './rate.ts'
import { Changes } from './servicenow/changes.ts'
import type { ServiceNowRow } from './servicenow/encoded-query.ts'
import { servicenowError } from './servicenow/errors.ts'
import { LogTable } from './servicenow/log.ts'
import { count, list, record } from './servicenow/select.ts'
import { defaultServiceNowSettings, type ServiceNowSettings } from './servicenow/settings.ts'
import { SignIn } from './servicenow/sign-in.ts'
import type { Instance } from './servicenow/tables.ts'

export interface ServiceNowOptions {
  /** Name of the instance, such as `acme`. */
  instance: string
  /** Epoch milliseconds. */
  now: () => number
  /** Their logins are user names, which logs name too. */
  accounts: VendorAccount[]
  /** Most rows of a page, whatever is asked for. */
  pageRows?: number
  /** Requests an hour, where an administrator made such a rule; none when left out. */
  hourly?: number
  /** Credentials of the OAuth client. */
  clientSecret?: string
  /** Laid over a well kept instance's. */
  settings?: Partial<ServiceNowSettings>
}

const CASBAH = 'casbah.integration'
const PATH = /^\/api\/now\/(?:(v\d+)\/)?(table|stats)\/(\w+)(?:\/(\w+))?$/
/** Which changes the description has, by the tables that it names; what else is asked of these is not described. */
const DESCRIBED = /^(PATCH (sys_user|sys_properties)|DELETE (sys_user_has_role|sys_user_grmember|oauth_credential))$/

/** A ServiceNow instance: logs, users, roles and settings as its Table API shows them to Casbah's user. */
export function createServiceNow(options: ServiceNowOptions): Vendor {
  const { instance: name, now, accounts, pageRows = Infinity, hourly, clientSecret = 'acme-oauth-secret' } = options
  const host = `${name}.service-now.com`
  const origin = `https://${host}`
  const client = {
    clientId: '5a1c9e0d7b3f4e21',
    clientSecret,
    refreshToken: 'acme-oauth-refresh-token',
    username: CASBAH,
    password: 'acme-casbah-password',
  }
  const signIn = new SignIn(client, now)
  const settings: ServiceNowSettings = { ...defaultServiceNowSettings(now()), ...options.settings }
  const instance: Instance = {
    accounts,
    settings,
    logs: { sys_audit: new LogTable(), sysevent: new LogTable(), syslog_transaction: new LogTable() },
    now,
  }
  const changes = new Changes(instance, CASBAH)
  const rate = hourly === undefined ? null : new FixedWindow(hourly, 3_600_000, now)
  const logOf = (partition: string) => instance.logs[partition as keyof Instance['logs']]

  const change = (request: VendorRequest, table: string, key: string | undefined): VendorAnswer => {
    changes.remember()
    if (request.method === 'DELETE' && key) return changes.remove(table, key)
    const done =
      request.method === 'PATCH' && key
        ? (changes.patch(table, key, request.body) ?? key)
        : request.method === 'POST' && !key
          ? changes.insert(table, request.body)
          : servicenowError(405, 'Method not allowed')
    if (typeof done !== 'string') return done
    const shown = record(instance, { ...request, query: asStored(request.query) }, { origin, name: table }, done)
    return request.method === 'POST' ? { ...shown, status: 201 } : shown
  }

  const answerApi = (request: VendorRequest): VendorAnswer => {
    const [, version, kind, table = '', key] = PATH.exec(request.path) ?? []
    if (kind === undefined) return servicenowError(400, 'Requested URI does not represent any resource', request.path)
    if (kind === 'stats') return { ...count(instance, request, table), ...described(request) }
    if (request.method !== 'GET') {
      const isDescribed = DESCRIBED.test(`${request.method} ${table}`)
      return { ...change(request, table, key), ...(isDescribed ? described(request) : { undescribed: true }) }
    }
    const answer = key
      ? record(instance, request, { origin, name: table }, key)
      : list(instance, request, { origin, name: table, version, pageRows })
    return { ...answer, ...described(request) }
  }

  return {
    slug: 'servicenow',
    hosts: [host],
    authKind: 'client-credentials',
    credentials: { clientId: client.clientId, clientSecret: client.clientSecret },
    config: { instance: name, transactions: true },
    accounts,
    settings: settings as unknown as Record<string, unknown>,
    emit: (rows, partition = 'sys_audit') => {
      for (const row of rows as ServiceNowRow[]) logOf(partition).add(row)
    },
    size: (partition = 'sys_audit') => logOf(partition).size,
    answer: request => {
      if (request.path === '/oauth_token.do' && request.method === 'POST') return signIn.give(request)
      const refusal = signIn.refusal(request, settings.asksBasicForMfa)
      if (refusal) return { ...refusal, ...described(request) }
      const verdict = rate?.take()
      if (verdict && !verdict.allowed) {
        const headers = {
          'retry-after': String(Math.max(1, verdict.reset - Math.floor(now() / 1_000))),
          'x-ratelimit-limit': String(verdict.limit),
          'x-ratelimit-reset': String(verdict.reset),
          'x-ratelimit-rule': 'Table API',
        }
        const detail = 'You have exceeded the allotted number of requests'
        return { ...servicenowError(429, 'Rate limit exceeded', detail), headers, ...described(request) }
      }
      return answerApi(request)
    },
  }
}

/** The description has every path without the version of the API. */
const described = ({ path }: VendorRequest) => ({ describedAs: path.replace(/^(\/api\/now)\/v\d+/, '$1') })

/** A changed row is shown as it is stored where the connector asks for nothing else, since the description has no references in it. */
function asStored(query: URLSearchParams): URLSearchParams {
  const stored = new URLSearchParams(query)
  stored.set('sysparm_exclude_reference_link', 'true')
  return stored
}
