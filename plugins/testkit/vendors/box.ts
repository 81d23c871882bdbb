import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { badRequest, boxError, notFound, unauthorisedApp } from './box/errors.ts'
import { answerEvents } from './box/events.ts'
import { answerContent, type BoxContent } from './box/items.ts'
import { defaultBoxSettings, type BoxSettings } from './box/settings.ts'
import { BoxTokens, type BoxClient } from './box/tokens.ts'
import { serviceAccount, userRow } from './box/users.ts'
import { openCursor, sealCursor } from './cursor.ts'
import { FixedWindow } from './rate.ts'
import { jsonIn } from './request-parts.ts'
import { RowLog } from './row-log.ts'

export interface BoxOptions extends BoxClient {
  /** Id of the administrator in whose name content is read. */
  contentAdmin: string
  /** Epoch milliseconds. */
  now: () => number
  /** By user id, digits alone; an administrator sees all content. */
  accounts: VendorAccount[]
  /** Laid over those of an enterprise that is well kept. */
  settings?: Partial<BoxSettings>
  pageRows?: number
}

const A_MINUTE = 1_000

/** A Box enterprise as `https://api.box.com` shows it to an app with enterprise access. */
export function createBox({ contentAdmin, now, accounts, settings, pageRows = 1_000, ...client }: BoxOptions): Vendor {
  const log = new RowLog()
  const kept: BoxSettings = { ...defaultBoxSettings(), ...settings }
  const tokens = new BoxTokens(client, now)
  const window = new FixedWindow(A_MINUTE, 60_000, now)
  const emit = (rows: object[]) => {
    for (const row of rows as { created_at: string }[]) log.append(Date.parse(row.created_at), row)
  }
  let deeds = 0
  const record = (event_type: string, source: object | null) => {
    deeds += 1
    const created_by = { type: 'user', id: '9000000001', name: 'Casbah', login: 'casbah@boxdevedition.com' }
    const created_at = new Date(now()).toISOString()
    const event_id = `casbah-${deeds}`
    emit([{ type: 'event', event_id, event_type, created_at, created_by, source, ip_address: '203.0.113.10' }])
  }
  const content: BoxContent = { settings: kept, accounts, pageRows, record }

  const listUsers = (query: URLSearchParams): VendorAnswer => {
    const type = query.get('user_type') ?? 'all'
    const isExternal = ({ id }: VendorAccount) => kept.external.includes(id)
    const rows = accounts.filter(
      account =>
        account.status !== 'DEPROVISIONED' && (type === 'all' || isExternal(account) === (type === 'external')),
    )
    if (query.get('usemarker') !== 'true') {
      const entries = rows.slice(0, Number(query.get('limit') ?? 100))
      const body = {
        total_count: rows.length,
        limit: 100,
        offset: 0,
        entries: entries.map(one => userRow(one, kept, null)),
      }
      return { status: 200, body }
    }
    const from = openCursor<number>(query.get('marker') ?? '') ?? 0
    const end = from + Math.min(Number(query.get('limit') ?? 100), pageRows)
    const entries = rows.slice(from, end).map(account => userRow(account, kept, query.get('fields')))
    const next_marker = end < rows.length ? sealCursor(end) : null
    return { status: 200, body: { entries, limit: 1000, next_marker, prev_marker: null } }
  }

  const ofUser = ({ method, path, query, body }: VendorRequest, id: string): VendorAnswer => {
    const account = accounts.find(one => one.id === id && one.status !== 'DEPROVISIONED')
    if (!account) return notFound()
    const json = jsonIn(body)
    if (method === 'PUT' && path.endsWith('/folders/0')) {
      const to = (json?.owned_by as { id?: string } | undefined)?.id
      if (!accounts.some(one => one.id === to)) return boxError(403, 'forbidden', 'No such owner')
      const folder = { id: `7${id}`, type: 'folder' as const, name: `${account.name}’s Files`, owner: to!, parent: '0' }
      for (const item of kept.items)
        if (item.owner === id) Object.assign(item, { owner: to, ...(item.parent === '0' && { parent: folder.id }) })
      kept.items.push({ ...folder, modified: new Date(now()).toISOString() })
      return { status: 200, body: { type: 'folder', id: folder.id, etag: '0', name: folder.name } }
    }
    if (method === 'PUT' && json?.status) {
      account.status = json.status === 'inactive' ? 'SUSPENDED' : 'ACTIVE'
      record('EDIT_USER', { type: 'user', id, name: account.name, login: account.email })
    } else if (method !== 'GET') return boxError(405, 'method_not_allowed', 'Method Not Allowed')
    return { status: 200, body: userRow(account, kept, query.get('fields')) }
  }

  const ofGroups = (id: string, query: URLSearchParams): VendorAnswer => {
    const offset = Number(query.get('offset') ?? 0)
    const limit = Number(query.get('limit') ?? 100)
    const cut = (all: object[]) => ({
      status: 200,
      body: { total_count: all.length, offset, limit, entries: all.slice(offset, offset + limit) },
    })
    const shown = kept.groups.map(group => ({ type: 'group', group_type: 'managed_group', ...group }))
    if (id === '') return cut(shown)
    const group = shown.find(one => one.id === id)
    if (!group) return notFound()
    const members = accounts.filter(one => one.status !== 'DEPROVISIONED' && one.groups.includes(group.name))
    return cut(
      members.map(one => ({
        type: 'group_membership',
        id: `${id}${one.id}`,
        role: 'member',
        user: { type: 'user', id: one.id, name: one.name, login: one.email },
        group,
      })),
    )
  }

  const configuration = (categories: string): VendorAnswer => {
    const items = (values: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, is_used: true }]))
    const all = {
      security: items(kept.security),
      content_and_sharing: items(kept.content_and_sharing),
      user_settings: items(kept.user_settings),
      shield: { shield_rules: kept.shieldRules },
    }
    const wanted = Object.entries(all).filter(([name]) => categories.split(',').includes(name))
    const body = { id: client.enterpriseId, type: 'enterprise_configuration', ...Object.fromEntries(wanted) }
    return { status: 200, body }
  }

  const endSessions = (body: string): VendorAnswer => {
    const { user_ids: ids, user_logins: logins } = jsonIn(body) ?? {}
    if (!Array.isArray(ids) || !Array.isArray(logins)) return badRequest('user_ids and user_logins are required')
    if (!accounts.some(({ id, email }) => ids.includes(id) || logins.includes(email))) return notFound()
    return {
      status: 202,
      body: { message: 'Request is successful, please check the admin events for the status of the job' },
    }
  }

  const retention = (query: URLSearchParams): VendorAnswer => {
    const fields = query.get('fields')?.split(',') ?? []
    const entries = kept.retentionPolicies.map(({ id, policy_name, status, assignments }) => ({
      type: 'retention_policy',
      id,
      policy_name,
      ...(fields.includes('status') && { status }),
      ...(fields.includes('assignment_counts') && { assignment_counts: { enterprise: assignments, folder: 0 } }),
    }))
    return { status: 200, body: { entries, limit: 1000, next_marker: null } }
  }

  const route = (request: VendorRequest): VendorAnswer => {
    const { method, path, query, headers, body } = request
    if (!kept.authorised) return unauthorisedApp()
    const [, , kind = '', id = ''] = path.split('/').map(decodeURIComponent)
    const asked = `${method} ${path.replace('/2.0', '')}`
    if (asked === 'GET /events') return answerEvents(log, query, now(), pageRows)
    if (asked === 'GET /users') return listUsers(query)
    if (asked === 'GET /users/me') return serviceAccount()
    if (asked === 'POST /users/terminate_sessions') return endSessions(body)
    if (asked === 'GET /retention_policies') return retention(query)
    if (kind === 'users') return ofUser(request, id)
    if (kind === 'groups' && method === 'GET') return ofGroups(id, query)
    if (kind === 'enterprise_configurations' && id === client.enterpriseId && headers['box-version'] === '2025.0')
      return configuration(query.get('categories') ?? '')
    if (!['files', 'folders', 'collaborations'].includes(kind)) return notFound()
    const asUser = headers['as-user']
    const actor = accounts.find(one => one.id === asUser && one.status === 'ACTIVE')
    if (asUser && !actor) return boxError(403, 'forbidden', 'As-User: no such active user')
    return answerContent(content, actor ?? null, request)
  }

  return {
    slug: 'box',
    hosts: ['api.box.com'],
    authKind: 'client-credentials',
    credentials: { clientId: client.clientId, clientSecret: client.clientSecret },
    config: { enterpriseId: client.enterpriseId, contentAdmin },
    accounts,
    settings: kept as unknown as Record<string, unknown>,
    emit,
    size: () => log.size,
    recognises: request => tokens.recognises(request),
    answer: async request => {
      if (!window.take().allowed)
        return {
          ...boxError(429, 'too_many_requests', 'Request rate limit exceeded, please try again later'),
          headers: { 'retry-after': String(window.state().secondsLeft) },
        }
      if (request.path === '/oauth2/token' && request.method === 'POST') return tokens.answer(request)
      return tokens.admits(request) ? route(request) : boxError(401, 'unauthorized', 'Unauthorized')
    },
  }
}
