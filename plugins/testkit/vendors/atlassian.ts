import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { accountError, adminError, confluenceError, jiraError, proxyError } from './atlassian/errors.ts'
import { answerConfluence, answerEvents, answerJira } from './atlassian/logs.ts'
import { answerOrganisation, type Organisation } from './atlassian/organisation.ts'
import { defaultAtlassianSettings, type AtlassianSettings } from './atlassian/settings.ts'
import { answerSite } from './atlassian/site.ts'
import { FixedWindow } from './rate.ts'
import { basicOf, bearerOf } from './request-parts.ts'
import { RowLog } from './row-log.ts'

export interface AtlassianOptions {
  /** ID of the organisation. */
  organisation: string
  /** Name of the site, such as `acme` of `acme.atlassian.net`. */
  site: string
  /** API key of the organisation. */
  organisationKey: string
  /** Scopes that the key was made with; none of them, and every right, when left out. */
  keyScopes?: string[]
  /** E-mail address and API token of the account that reads the site. */
  email: string
  siteToken: string
  /** Epoch milliseconds. */
  now: () => number
  /** Those suspended in a directory are SUSPENDED, those deactivated as a whole DEPROVISIONED. */
  accounts: VendorAccount[]
  /** Most rows of a page, whatever is asked for. */
  pageRows?: number
  /** Laid over a well kept organisation's. */
  settings?: Partial<AtlassianSettings>
}

/** Which log a row belongs to. */
type Log = 'organisation' | 'jira' | 'confluence'

/** An Atlassian organisation with one site of Jira and Confluence: `https://api.atlassian.com` and `https://{site}.atlassian.net`. */
export function createAtlassian({
  organisation: id,
  site,
  organisationKey,
  keyScopes,
  email,
  siteToken,
  now,
  accounts,
  pageRows = Infinity,
  settings,
}: AtlassianOptions): Vendor {
  const host = `${site}.atlassian.net`
  const logs: Record<Log, RowLog> = { organisation: new RowLog(), jira: new RowLog(), confluence: new RowLog() }
  const kept: AtlassianSettings = { ...defaultAtlassianSettings(now()), ...settings }
  const windows = { events: new FixedWindow(10, 60_000, now), other: new FixedWindow(1_000, 60_000, now) }

  const emit = (rows: object[], partition: Log = 'organisation') => {
    for (const row of rows)
      logs[partition].append(timeOf(partition, row), partition === 'organisation' ? whole(id, row, now()) : row)
  }
  const organisation: Organisation = {
    id,
    accounts,
    settings: kept,
    now,
    pageRows,
    record: (action, account) => emit([eventOf(action, account, { now: now(), number: logs.organisation.size })]),
  }

  const ofOrganisation = (request: VendorRequest): VendorAnswer => {
    const { path, query, headers } = request
    const isEvents = path.endsWith('/events-stream')
    if (!(isEvents ? windows.events : windows.other).take().allowed)
      return {
        ...(isV2(path) ? adminError(429, 'ADMIN-429-1', 'Too many requests') : proxyError(429)),
        headers: { 'retry-after': '7' },
      }
    if (bearerOf(headers) !== organisationKey)
      return isManage(path)
        ? accountError(401, 'unauthorized')
        : isV2(path)
          ? adminError(401, 'ADMIN-401-1', 'Unauthorized')
          : proxyError(401)
    if (keyScopes && !keyScopes.includes(scopeOf(path)))
      return isManage(path)
        ? accountError(403, 'forbidden')
        : adminError(403, 'ADMIN-403-1', `The key lacks ${scopeOf(path)}`)
    if (path === `/admin/v1/orgs/${id}/events-stream`)
      return answerEvents(logs.organisation, { query, now: now(), pageRows })
    return answerOrganisation(organisation, request)
  }

  const ofSite = (request: VendorRequest): VendorAnswer => {
    const { path, query, headers, method } = request
    const isWiki = path.startsWith('/wiki/')
    const error = isWiki ? confluenceError : jiraError
    if (!windows.other.take().allowed) return { ...error(429, 'Rate limit exceeded'), headers: { 'retry-after': '5' } }
    const given = basicOf(headers)
    if (given?.user !== email || given.password !== siteToken)
      return error(401, 'Client must be authenticated to access this resource.')
    const ask = { query, now: now(), pageRows }
    if (method === 'GET' && path === '/rest/api/3/auditing/record') return answerJira(logs.jira, ask)
    if (method === 'GET' && path === '/wiki/rest/api/audit') return answerConfluence(logs.confluence, host, ask)
    return answerSite({ host, accounts, settings: kept, now, pageRows }, request)
  }

  return {
    slug: 'atlassian',
    hosts: ['api.atlassian.com', host],
    authKind: 'keys',
    credentials: { organisationKey, email, siteToken },
    config: { organisation: id, site },
    accounts,
    settings: kept as unknown as Record<string, unknown>,
    emit: (rows, partition) => emit(rows, partition as Log | undefined),
    size: partition => logs[(partition as Log | undefined) ?? 'organisation'].size,
    recognises: request => request.host === host || bearerOf(request.headers) === organisationKey,
    answer: request => (request.host === host ? ofSite(request) : ofOrganisation(request)),
  }
}

const isManage = (path: string) => path.startsWith('/users/')
const isV2 = (path: string) => path.startsWith('/admin/v2/')

/** What a key must have been made with; the user management API takes none with scopes, whatever they are. */
function scopeOf(path: string): string {
  if (isManage(path)) return 'manage:org'
  if (path.startsWith('/admin/api-access/')) return 'read:tokens:admin'
  const [, part = ''] = /^\/admin\/v\d\/orgs\/[^/]+\/([^/]+)/.exec(path) ?? []
  return `read:${{ 'events-stream': 'events', users: 'accounts' }[part] ?? part}:admin`
}

function timeOf(log: Log, row: object): number {
  const { attributes, created, creationDate } = row as {
    attributes?: { time?: string }
    created?: string
    creationDate?: number
  }
  if (log === 'confluence') return creationDate ?? Number.NaN
  return Date.parse((log === 'jira' ? created : attributes?.time) ?? '')
}

/** An event with what every one has, be it not told of. */
function whole(organisation: string, row: object, now: number): object {
  const event = row as { id: string; attributes: object }
  return {
    type: 'events',
    links: { self: `https://api.atlassian.com/admin/v1/orgs/${organisation}/events/${event.id}` },
    ...event,
    attributes: { context: [], processedAt: new Date(now).toISOString(), ...event.attributes },
  }
}

function eventOf(action: string, { id, name, email }: VendorAccount, { now, number }: { now: number; number: number }) {
  return {
    id: `event-of-casbah-${number}`,
    attributes: {
      time: new Date(now).toISOString(),
      action,
      actor: { id: 'casbah', name: 'Casbah', email: 'casbah@acme.example' },
      context: [{ id, type: 'users', attributes: { name, email } }],
    },
    message: { format: 'simple', content: `${action} ${email}` },
  }
}
