import { generateKeyPairSync } from 'node:crypto'
import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { dateTime } from './salesforce/date-time.ts'
import { salesforceError, SoqlError } from './salesforce/errors.ts'
import { LogFiles, type FilePace } from './salesforce/log-files.ts'
import { defaultSalesforceSettings, type SalesforceSettings } from './salesforce/settings.ts'
import { fieldOf, type SalesforceRow } from './salesforce/soql.ts'
import { realTimeTables } from './salesforce/real-time.ts'
import { assignmentId, select, userLoginId, type Org, type Selected } from './salesforce/tables.ts'
import { Tokens } from './salesforce/tokens.ts'

export interface SalesforceOptions {
  /** My Domain host, such as `acme.my.salesforce.com`. */
  domain: string
  /** Epoch milliseconds. */
  now: () => number
  /** Their ids are Salesforce's, of 18 signs. */
  accounts: VendorAccount[]
  /** Most rows of a batch, whatever is asked for. */
  pageRows?: number
  /** Requests in 24 hours; 100,000 when left out. */
  quota?: number
  /** When event log files are made; hourly ones three hours after their hour when left out. */
  files?: FilePace
  /** Signs in with key and secret; by certificate when left out. */
  secret?: { clientId: string; clientSecret: string }
  /** Laid over a well kept org's. */
  settings?: Partial<SalesforceSettings>
}

const BASE = /^\/services\/data\/v\d+\.0(\/.*)$/
const ALIVE_LOCATORS = 20
const CLIENT = {
  clientId: '3MVG9acmeConsumerKey',
  clientSecret: 'acme-consumer-secret',
  username: 'casbah@acme.example',
  refreshToken: '5Aep861acmeRefreshToken',
}

/** One pair for all orgs: making one takes long. */
let made: { publicKey: string; privateKey: string } | undefined
const keyPair = () =>
  (made ??= generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }))

/** A Salesforce org: logs, users, files and settings as its REST API shows them to an administrator. */
export function createSalesforce(options: SalesforceOptions): Vendor & { endSessions(): void } {
  const { domain, now, accounts, pageRows = Infinity, quota = 100_000, files, secret, settings } = options
  const origin = `https://${domain}`
  const pair = secret ? { publicKey: '', privateKey: '' } : keyPair()
  const tokens = new Tokens({ ...CLIENT, ...secret, publicKey: pair.publicKey }, origin, now)
  const kept: SalesforceSettings = { ...defaultSalesforceSettings(now()), ...settings }
  const intervals = { hourly: ['Hourly', 'Daily'], daily: ['Daily'], none: [] } as const
  const org: Org = {
    accounts,
    settings: kept,
    logFiles: new LogFiles(now, [...intervals[kept.eventLogs]], files),
    logins: [],
    setupChanges: [],
    realTime: new Map(),
    passwords: new Map(),
    now,
  }
  const realTimeOf = (object: string): SalesforceRow[] => {
    const rows = org.realTime.get(object) ?? []
    org.realTime.set(object, rows)
    return rows
  }
  const usage = new RollingUsage(now)
  const locators = new Map<string, Selected>()

  /** The setup audit trail's row for what an administrator did. */
  const record = (Action: string, Display: string) => {
    const Id = `0Ym${String(org.setupChanges.length + 1).padStart(12, '0')}CAS`
    const by = {
      CreatedById: '005000000000001AAA',
      CreatedBy: { Name: 'Casbah', Username: CLIENT.username, Email: null },
    }
    const row = {
      Id,
      Action,
      Section: 'Manage Users',
      Display,
      CreatedDate: dateTime(now()),
      DelegateUser: null,
      ...by,
    }
    insert(org.setupChanges, row, 'CreatedDate')
  }

  const query = (text: string | null, tooling: boolean): VendorAnswer => {
    if (text === null) return salesforceError(400, 'MALFORMED_QUERY', 'SOQL statement cannot be empty')
    return batchOf(select(org, text, tooling), 0, tooling)
  }
  const queryMore = (locator: string, tooling: boolean): VendorAnswer => {
    const [name = '', from] = locator.split('-')
    const selected = locators.get(name)
    if (!selected) throw new SoqlError('INVALID_QUERY_LOCATOR', 'invalid query locator')
    return batchOf(selected, Number(from), tooling, name)
  }
  const batchOf = (selected: Selected, from: number, tooling: boolean, locator?: string): VendorAnswer => {
    const { rows, batch, show } = selected
    const end = from + Math.min(batch, pageRows)
    const body = { totalSize: rows.length, done: end >= rows.length, records: rows.slice(from, end).map(show) }
    if (body.done) return { status: 200, body }
    const name = locator ?? `01g${String(usage.total).padStart(12, '0')}AAA`
    locators.set(name, selected)
    for (const oldest of locators.keys()) if (locators.size > ALIVE_LOCATORS) locators.delete(oldest)
    const nextRecordsUrl = `/services/data/v66.0/${tooling ? 'tooling/' : ''}query/${name}-${end}`
    return { status: 200, body: { ...body, nextRecordsUrl } }
  }

  const patchUser = (id: string, body: string): VendorAnswer => {
    const account = accounts.find(one => one.id === id)
    if (!account) return gone()
    const { IsActive } = JSON.parse(body) as { IsActive?: boolean }
    if (IsActive === false && kept.defaultOwners.includes(id))
      return salesforceError(400, 'FIELD_INTEGRITY_EXCEPTION', 'You cannot deactivate a user who is a default owner.')
    if (IsActive !== undefined) account.status = IsActive ? 'ACTIVE' : 'DEPROVISIONED'
    record(IsActive ? 'activateduser' : 'deactivateduser', `${account.name} (UserID: [${id.slice(0, 15)}])`)
    return { status: 204 }
  }
  const patchUserLogin = (id: string, body: string): VendorAnswer => {
    const account = accounts.find(one => userLoginId(one.id) === id)
    if (!account) return gone()
    const { IsFrozen } = JSON.parse(body) as { IsFrozen?: boolean }
    if (IsFrozen !== undefined && account.status !== 'DEPROVISIONED') account.status = IsFrozen ? 'SUSPENDED' : 'ACTIVE'
    record(IsFrozen ? 'frozeuser' : 'unfrozeuser', `user account for ${account.name}`)
    return { status: 204 }
  }
  const remove = (object: string, id: string): VendorAnswer => {
    if (object === 'AuthSession') return drop('sessions', row => row.Id === id || row.ParentId === id)
    if (object === 'ContentDistribution') return drop('distributions', row => row.Id === id)
    if (object === 'PermissionSetAssignment') return unassign(id)
    return salesforceError(404, 'NOT_FOUND', 'The requested resource does not exist')
  }
  const unassign = (id: string): VendorAnswer => {
    const left = kept.assignments.filter(one => assignmentId(one.AssigneeId, one.PermissionSetId) !== id)
    if (left.length === kept.assignments.length) return gone()
    kept.assignments = left
    record('PermSetUnassign', 'Permission set unassigned')
    return { status: 204 }
  }
  /** POST of a new row, which the description leaves out. */
  const assign = (body: string): VendorAnswer => {
    const { AssigneeId, PermissionSetId } = JSON.parse(body) as { AssigneeId: string; PermissionSetId: string }
    const id = assignmentId(AssigneeId, PermissionSetId)
    if (kept.assignments.some(one => one.AssigneeId === AssigneeId && one.PermissionSetId === PermissionSetId))
      return { ...salesforceError(400, 'DUPLICATE_VALUE', 'Duplicate PermissionSetAssignment.'), undescribed: true }
    kept.assignments = [...kept.assignments, { AssigneeId, PermissionSetId }]
    record('PermSetAssign', `Permission set assigned (UserID: [${AssigneeId.slice(0, 15)}])`)
    return { status: 201, body: { id, success: true, errors: [] }, undescribed: true }
  }
  const drop = (list: 'sessions' | 'distributions', isIt: (row: SalesforceRow) => boolean): VendorAnswer => {
    const left = kept[list].filter(row => !isIt(row))
    if (left.length === kept[list].length) return gone()
    kept[list] = left
    return { status: 204 }
  }

  const route = ({ method, query: parameters, body }: VendorRequest, path: string): VendorAnswer => {
    const [, tooling, locator] = /^(\/tooling)?\/query(?:\/([^/]+))?$/.exec(path) ?? []
    if (/^(\/tooling)?\/query/.test(path) && method === 'GET')
      return locator ? queryMore(locator, Boolean(tooling)) : query(parameters.get('q'), Boolean(tooling))
    if (path === '/limits' && method === 'GET')
      return { status: 200, body: { DailyApiRequests: { Max: quota, Remaining: quota - usage.used() } } }
    if (path === '/sobjects/PermissionSetAssignment' && method === 'POST') return assign(body)
    const [, object = '', id = '', rest = ''] = /^\/sobjects\/(\w+)\/(\w+)(\/\w+)?$/.exec(path) ?? []
    switch (`${method} ${object}${rest}`) {
      case 'GET EventLogFile/LogFile': {
        const csv = org.logFiles.csv(id)
        return csv === null ? gone() : { status: 200, headers: { 'content-type': 'text/csv' }, body: csv }
      }
      case 'PATCH User':
        return patchUser(id, body)
      case 'PATCH UserLogin':
        return patchUserLogin(id, body)
      case 'DELETE User/password':
        org.passwords.set(id, now())
        record('resetpassword', `Reset password for user ${id}`)
        return { status: 200, body: { NewPassword: 'new-secret-password' } }
      default:
        return method === 'DELETE' && rest === ''
          ? remove(object, id)
          : salesforceError(404, 'NOT_FOUND', 'The requested resource does not exist')
    }
  }

  const answerApi = (request: VendorRequest, path: string): VendorAnswer => {
    if (!tokens.admits(request)) return salesforceError(401, 'INVALID_SESSION_ID', 'Session expired or invalid')
    const allowed = usage.used() < quota
    if (allowed) usage.take()
    const answer = allowed
      ? guarded(() => route(request, path))
      : salesforceError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.')
    const headers = { ...answer.headers, 'sforce-limit-info': `api-usage=${usage.used()}/${quota}` }
    return { ...answer, headers }
  }

  return {
    slug: 'salesforce',
    hosts: [domain],
    authKind: secret ? 'client-credentials' : 'jwt',
    credentials: secret ?? { clientId: CLIENT.clientId, username: CLIENT.username, privateKey: pair.privateKey },
    config: { domain, loginServer: 'login.salesforce.com', realTimeEvents: kept.realTimeEvents },
    accounts,
    settings: kept as unknown as Record<string, unknown>,
    emit: (rows, partition = 'event-log-files') => {
      for (const row of rows as SalesforceRow[]) {
        if (partition === 'login-history') insert(org.logins, row, 'LoginTime')
        else if (partition === 'setup-audit-trail') insert(org.setupChanges, row, 'CreatedDate')
        else if (partition in realTimeTables)
          insert(realTimeOf(partition), row, realTimeTables[partition]?.index ? 'EventDate' : 'CreatedDate')
        else org.logFiles.add(row)
      }
    },
    size: (partition = 'event-log-files') => {
      if (partition === 'login-history') return org.logins.length
      if (partition in realTimeTables) return realTimeOf(partition).length
      return partition === 'setup-audit-trail' ? org.setupChanges.length : org.logFiles.size
    },
    endSessions: () => tokens.endAll(),
    answer: request => {
      const { method, path, body } = request
      if (method === 'POST' && path === '/services/oauth2/token') return tokens.give(request)
      if (method === 'POST' && path === '/services/oauth2/revoke') {
        const token = new URLSearchParams(body).get('token')
        const left = kept.oauthTokens.filter(one => one.DeleteToken !== token)
        if (left.length === kept.oauthTokens.length)
          return { status: 400, body: { error: 'invalid_token', error_description: 'invalid token' } }
        kept.oauthTokens = left
        return { status: 200 }
      }
      const api = BASE.exec(path)?.[1]
      return api ? answerApi(request, api) : salesforceError(404, 'NOT_FOUND', 'The requested resource does not exist')
    },
  }
}

const gone = () => salesforceError(404, 'ENTITY_IS_DELETED', 'entity is deleted')

function guarded(answer: () => VendorAnswer): VendorAnswer {
  try {
    return answer()
  } catch (error) {
    if (error instanceof SoqlError) return salesforceError(400, error.code, error.message)
    throw error
  }
}

/** Keeps a log in the order of its time, and of its ids within a second. */
function insert(rows: SalesforceRow[], row: SalesforceRow, time: string): void {
  const key = (one: SalesforceRow) => `${String(fieldOf(one, time))} ${String(one.Id)}`
  let at = rows.length
  while (at > 0 && key(rows[at - 1] as SalesforceRow) > key(row)) at -= 1
  rows.splice(at, 0, row)
}

/** Requests of the last 24 hours, to a quarter of an hour. */
class RollingUsage {
  readonly #now: () => number
  readonly #slots = new Map<number, number>()
  total = 0

  constructor(now: () => number) {
    this.#now = now
  }

  take(): void {
    const slot = Math.floor(this.#now() / 900_000)
    this.#slots.set(slot, (this.#slots.get(slot) ?? 0) + 1)
    this.total += 1
    for (const old of this.#slots.keys()) if (old <= slot - 96) this.#slots.delete(old)
  }

  used(): number {
    const first = Math.floor(this.#now() / 900_000) - 96
    return [...this.#slots].reduce((sum, [slot, count]) => sum + (slot > first ? count : 0), 0)
  }
}
