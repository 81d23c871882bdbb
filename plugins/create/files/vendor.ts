import type { PageStyleName, Plan, SignIn } from '../answers.ts'
import { hostOf } from './card.ts'

/** The vendor's side: one organisation, small, paging as the answers say. */
export function vendorFile({ name, slug, base, fields, signIn, pages }: Plan): string {
  const config = Object.fromEntries(fields.map(field => [field, valueOf(base, field)]))
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, field: string) => config[field] ?? '')
  const host = fill(hostOf(base))
  const { kind, credentials, accepts, setUp, endpoint } = SIGN_IN[signIn]
  return `import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '@casbah/testkit'

// ${name}'s side, as far as the tests need it. Make it answer as the vendor's documentation says, page by page, error by error: the contract holds
// the connector against it and nothing else.

const HOST = '${host}'
/** Path of the base address. */
const BASE = '${new URL(`https://${host}${base.slice(base.indexOf(hostOf(base)) + hostOf(base).length)}`).pathname.replace(/\/$/, '')}'

interface Row {
  id: string
  [field: string]: unknown
}
interface Event extends Row {
  occurredAt: string
}

/** An organisation at ${name} on its first day. \`pageRows\` bounds its pages, whatever is asked for. */
export function createVendor({ now, pageRows = 100 }: { now: () => number; pageRows?: number }): Vendor {
  const log: Event[] = []
  const accounts = [person('ada', { isAdmin: true }), person('ben'), person('eve', { status: 'DEPROVISIONED' })]
  const settings: Record<string, unknown> = { security: { mfaRequired: true } }
  const credentials: Record<string, string> = ${credentials}
${setUp}
  const route = ({ method, path, query }: VendorRequest): VendorAnswer => {
    const limit = Math.min(Number(query.get('limit') ?? 100), pageRows)
    switch (method + ' ' + path.slice(BASE.length)) {
      case 'GET /audit-events':
        return events(log, query, limit)
      case 'GET /users':
        return users(accounts.map(shown), query, limit)
      case 'GET /settings/security':
        return { status: 200, body: settings.security }
    }
    const [, id, verb] = /^\\/users\\/([^/]+)(?:\\/(suspend|resume))?$/.exec(path.slice(BASE.length)) ?? []
    const account = accounts.find(one => one.id === id)
    if (!account || (method === 'POST') !== (verb !== undefined))
      return failure(404, 'There is nothing at ' + path + '.')
    if (verb) account.status = verb === 'suspend' ? 'SUSPENDED' : 'ACTIVE'
    return { status: 200, body: shown(account) }
  }

  return {
    slug: '${slug}',
    hosts: [HOST],
    authKind: '${kind}',
    credentials,
    config: ${JSON.stringify(config)
      .replaceAll('"', "'")
      .replaceAll(/'(\w+)':/g, '$1: ')
      .replaceAll(',', ', ')
      .replace(/^\{(.+)\}$/, '{ $1 }')},
    accounts,
    settings,
    emit: rows => void log.push(...(rows as Event[])),
    size: () => log.length,
    answer: request => {
${endpoint}      const given = request.headers.authorization ?? ''
      const accepted = ${accepts}
      return accepted ? route(request) : failure(401, 'The credentials are not accepted.')
    },
  }
}

const failure = (status: number, message: string): VendorAnswer => ({ status, body: { error: { status, message } } })

function person(login: string, more: Partial<VendorAccount> = {}): VendorAccount {
  const name = login[0]?.toUpperCase() + login.slice(1) + ' Example'
  const email = login + '@acme.example'
  return { id: 'u-' + login, login, email, name, status: 'ACTIVE', isAdmin: false, mfa: true, groups: [], ...more }
}

const STATES = { ACTIVE: 'active', SUSPENDED: 'suspended', DEPROVISIONED: 'deleted' }

const shown = ({ id, email, name, status, isAdmin, mfa }: VendorAccount): Row => ({
  id,
  email,
  name,
  state: STATES[status],
  admin: isAdmin,
  mfa,
})

/** Whether an event lies in the span of time that was asked for: \`since\` is inside, \`until\` is not. */
function inSpan({ occurredAt }: Event, query: URLSearchParams): boolean {
  const time = Date.parse(occurredAt)
  const until = query.get('until')
  return time >= Date.parse(query.get('since') ?? '1970-01-01') && (until === null || time < Date.parse(until))
}

${PAGING[pages]}`
}

/** What an operator would enter: a whole host, or a part of one. */
const valueOf = (base: string, field: string) => (hostOf(base) === `{${field}}` ? 'acme.example.com' : 'acme')

interface SignInText {
  kind: string
  credentials: string
  /** Condition by which \`given\`, the authorization header, is accepted. */
  accepts: string
  setUp: string
  /** What is answered before the credentials are looked at. */
  endpoint: string
}

const SIGN_IN: Record<SignIn, SignInText> = {
  header: {
    kind: 'api-token',
    credentials: `{ token: 'secret-token-of-acme' }`,
    accepts: `given === 'Bearer ' + credentials.token`,
    setUp: '',
    endpoint: '',
  },
  basic: {
    kind: 'password',
    credentials: `{ username: 'casbah', password: 'secret-password-of-acme' }`,
    accepts: `given === 'Basic ' + btoa(credentials.username + ':' + credentials.password)`,
    setUp: '',
    endpoint: '',
  },
  oauth: {
    kind: 'oauth-client',
    credentials: `{
    clientId: 'client-of-acme',
    clientSecret: 'secret-of-the-client-of-acme',
  }`,
    accepts: `(tokens.get(given) ?? 0) > now()`,
    setUp: `  /** Access tokens as requests carry them, with their ends. */
  const tokens = new Map<string, number>()

  const token = ({ headers, body }: VendorRequest): VendorAnswer => {
    const client = 'Basic ' + btoa(credentials.clientId + ':' + credentials.clientSecret)
    if (headers.authorization !== client) return { status: 401, body: { error: 'invalid_client' } }
    if (new URLSearchParams(body).get('grant_type') !== 'client_credentials')
      return { status: 400, body: { error: 'unsupported_grant_type' } }
    const access = 'access-token-of-acme-' + (tokens.size + 1)
    tokens.set('Bearer ' + access, now() + 3_600_000)
    return { status: 200, body: { access_token: access, token_type: 'Bearer', expires_in: 3600 } }
  }
`,
    endpoint: `      if (request.method + ' ' + request.path === 'POST ' + BASE + '/oauth/token') return token(request)
`,
  },
}

/** Rows from a place in the order of storage; the cursor is that place. For the log it never ends. */
const STORED = `/** The log as it was stored, from a cursor or from the first event of a time on. There is always a next place. */
function events(log: Event[], query: URLSearchParams, limit: number): VendorAnswer {
  const cursor = query.get('cursor')
  const since = Date.parse(query.get('since') ?? '1970-01-01')
  const first = log.findIndex(({ occurredAt }) => Date.parse(occurredAt) >= since)
  const until = Date.parse(query.get('until') ?? '9999-01-01')
  const rows: Event[] = []
  let at = cursor === null ? (first === -1 ? log.length : first) : Number(cursor)
  if (!Number.isInteger(at)) return failure(400, 'The cursor is not one of ours.')
  for (let event = log[at]; event && rows.length < limit; event = log[++at])
    if (Date.parse(event.occurredAt) < until) rows.push(event)
  return NEXT_EVENTS
}

function users(all: Row[], query: URLSearchParams, limit: number): VendorAnswer {
  const from = Number(query.get('cursor') ?? 0)
  const rows = all.slice(from, from + limit)
  const next = from + limit < all.length ? String(from + limit) : null
  return NEXT_USERS
}
`

const stored = (events: string, users: string, more = '') =>
  STORED.replace('NEXT_EVENTS', events).replace('NEXT_USERS', users) + more

const PAGING: Record<PageStyleName, string> = {
  link: stored(
    `{ status: 200, headers: link('/audit-events', query, String(at)), body: { events: rows } }`,
    `{ status: 200, headers: next === null ? {} : link('/users', query, next), body: { users: rows } }`,
    `
function link(path: string, query: URLSearchParams, cursor: string): Record<string, string> {
  const next = new URLSearchParams(query)
  next.delete('since')
  next.set('cursor', cursor)
  return { link: '<https://' + HOST + BASE + path + '?' + next.toString() + '>; rel="next"' }
}
`,
  ),
  bodyCursor: stored(
    `{ status: 200, body: { events: rows, cursor: String(at) } }`,
    `{ status: 200, body: { users: rows, cursor: next } }`,
  ),
  headerCursor: stored(
    `{ status: 200, headers: { 'x-next-cursor': String(at) }, body: { events: rows } }`,
    `{ status: 200, headers: next === null ? {} : { 'x-next-cursor': next }, body: { users: rows } }`,
  ),
  nextUrl: `/** Oldest first. */
function events(log: Event[], query: URLSearchParams, limit: number): VendorAnswer {
  const found = log
    .filter(event => inSpan(event, query))
    .sort((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt))
  const { rows, next } = page('/audit-events', found, query, limit)
  return { status: 200, body: { events: rows, next } }
}

function users(all: Row[], query: URLSearchParams, limit: number): VendorAnswer {
  const { rows, next } = page('/users', all, query, limit)
  return { status: 200, body: { users: rows, next } }
}

function page(path: string, all: Row[], query: URLSearchParams, limit: number): { rows: Row[]; next: string | null } {
  const from = Number(query.get('skip') ?? 0)
  const onward = new URLSearchParams(query)
  onward.set('skip', String(from + limit))
  const next = from + limit < all.length ? 'https://' + HOST + BASE + path + '?' + onward.toString() : null
  return { rows: all.slice(from, from + limit), next }
}
`,
  offset: `/** Newest first. */
function events(log: Event[], query: URLSearchParams, limit: number): VendorAnswer {
  const found = log
    .filter(event => inSpan(event, query))
    .sort((a, b) => Date.parse(b.occurredAt) - Date.parse(a.occurredAt))
  const from = Number(query.get('offset') ?? 0)
  return { status: 200, body: { events: found.slice(from, from + limit), total: found.length } }
}

function users(all: Row[], query: URLSearchParams, limit: number): VendorAnswer {
  const from = Number(query.get('offset') ?? 0)
  return { status: 200, body: { users: all.slice(from, from + limit), total: all.length } }
}
`,
  keyset: `/** Oldest first, those of one time by their ids. */
function events(log: Event[], query: URLSearchParams, limit: number): VendorAnswer {
  const place = ({ occurredAt, id }: Event) => occurredAt + ' ' + id
  const after = query.has('after_id') ? query.get('after_time') + ' ' + query.get('after_id') : ''
  const found = log
    .filter(event => inSpan(event, query) && place(event) > after)
    .sort((a, b) => (place(a) < place(b) ? -1 : 1))
  return { status: 200, body: { events: found.slice(0, limit) } }
}

function users(all: Row[], query: URLSearchParams, limit: number): VendorAnswer {
  const after = query.get('after_id') ?? ''
  const found = all.filter(({ id }) => id > after).sort((a, b) => (a.id < b.id ? -1 : 1))
  return { status: 200, body: { users: found.slice(0, limit) } }
}
`,
  window: `/** Most rows of an answer, whatever span was asked for. */
const MOST_ROWS = 1000

/** Newest first, all at once; of more than the most the oldest are left out. */
function events(log: Event[], query: URLSearchParams, _limit: number): VendorAnswer {
  const found = log
    .filter(event => inSpan(event, query))
    .sort((a, b) => Date.parse(b.occurredAt) - Date.parse(a.occurredAt))
  return { status: 200, body: { events: found.slice(0, MOST_ROWS) } }
}

function users(all: Row[], _query: URLSearchParams, _limit: number): VendorAnswer {
  return { status: 200, body: { users: all } }
}
`,
}
