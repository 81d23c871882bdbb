import { defineListing, type ActivityDraft, type Connector } from '@casbah/sdk'
import { z } from 'zod'
import type { Answer } from './fake-vendor.ts'
import { testConnector } from './test-connector.ts'

/** What the vendor of `inventoryConnector` has; tests change it. */
export interface VendorThings {
  users: { id: string; email: string }[]
  groups: { id: string; name: string; members: string[] }[]
  files: Map<string, { id: string; name: string; to: string[] }>
  /** Apps that users let in, by user. */
  grants: Map<string, { id: string; app: string }[]>
  /** Ids of files in the order in which they changed. */
  changes: string[]
  /** Paths that are refused. */
  refused: Set<string>
  /** Positions of the feed before this are forgotten. */
  forgotten: number
}

export function vendorThings(): VendorThings {
  const people = Array.from({ length: 5 }, (_, index) => ({ id: `u${index}`, email: `u${index}@acme.example` }))
  return {
    users: people,
    groups: [
      { id: 'g1', name: 'Sales', members: ['u0', 'U1@acme.example'] },
      { id: 'g2', name: 'IT', members: ['u0'] },
    ],
    files: new Map(
      Array.from({ length: 7 }, (_, index) => [`f${index}`, { id: `f${index}`, name: `File ${index}`, to: [] }]),
    ),
    grants: new Map(people.map(({ id }) => [id, [{ id: `${id}-a`, app: 'Notes' }]])),
    changes: [],
    refused: new Set(),
    forgotten: 0,
  }
}

const SIZE = 2

/** Lists by pages of two, by an offset in `c`, files by the last id. */
export const answerOf =
  (things: VendorThings) =>
  (url: URL): Answer => {
    const path = url.pathname.replace('/v1', '')
    if (things.refused.has(path)) return { status: 403 }
    const from = Number(url.searchParams.get('c') ?? 0)
    const page = (rows: unknown[]): Answer => ({
      body: { rows: rows.slice(from, from + SIZE), ...(from + SIZE < rows.length && { next: String(from + SIZE) }) },
    })
    const [, first = '', id = ''] = path.split('/')
    if (path === '/users') return page(things.users)
    if (path === '/groups') return page(things.groups)
    if (path === '/domains') return page([{ name: 'acme.example' }])
    if (path === '/files') {
      const rows = [...things.files.values()].filter(one => one.id > (url.searchParams.get('c') ?? ''))
      return { body: { rows: rows.slice(0, SIZE), ...(rows.length > SIZE && { next: rows[SIZE - 1]?.id }) } }
    }
    if (path === '/changes') {
      const { changes } = things
      if (!url.searchParams.has('c')) return { body: { start: String(changes.length) } }
      if (from < things.forgotten) return { status: 410 }
      const rows = changes.slice(from, from + SIZE).map(one => things.files.get(one) ?? { id: one, gone: true })
      const next = from + rows.length
      return { body: { rows, ...(next < changes.length ? { next: String(next) } : { start: String(next) }) } }
    }
    if (first === 'files') {
      const file = things.files.get(id)
      return file ? { body: file } : { status: 404 }
    }
    const grants = first === 'grants' ? things.grants.get(id) : undefined
    return grants ? page(grants) : { status: 404 }
  }

const file = z.object({
  id: z.string(),
  name: z.string().optional(),
  to: z.array(z.string()).optional(),
  gone: z.boolean().optional(),
})
type File = z.infer<typeof file>
const toResource = ({ id, name = '', to = [], gone }: File) => ({
  externalId: id,
  kind: 'FILE' as const,
  name,
  access: to.map(email => ({ to: 'user' as const, name: email })),
  ...(gone && { isGone: true }),
})

/** A connector that lists one of everything; with a change feed, or told by activities what to read again. */
export function inventoryConnector({ feed = false } = {}): Connector {
  const page = { style: 'bodyCursor' as const, field: 'next' }
  const list = (path: string) => ({
    request: ({ cursor }: { cursor?: string }) => ({ path, query: { c: cursor } }),
    rows: 'rows',
    page,
    scopes: ['log'],
  })
  const base = testConnector()
  return {
    ...base,
    inventory: {
      domains: [
        defineListing<{ name: string }>({
          name: 'domains',
          row: z.object({ name: z.string() }),
          ...list('/domains'),
          toDomain: ({ name }) => name,
        }),
      ],
      accounts: [
        defineListing<{ id: string; email: string }>({
          name: 'users',
          row: z.object({ id: z.string(), email: z.string() }),
          ...list('/users'),
          toAccount: ({ id, email }) => ({ externalId: id, email, status: 'ACTIVE' }),
        }),
      ],
      groups: [
        defineListing<{ id: string; name: string; members: string[] }>({
          name: 'groups',
          row: z.object({ id: z.string(), name: z.string(), members: z.array(z.string()) }),
          ...list('/groups'),
          toGroup: ({ id, name, members }) => ({ externalId: id, name, members }),
        }),
      ],
      resources: [
        {
          ...defineListing<File>({
            name: 'files',
            row: file,
            ...list('/files'),
            toResource,
            ...(!feed && {
              touched: ({ targets = [] }: ActivityDraft) =>
                targets.flatMap(({ kind, id }) => (kind === 'file' && id ? [id] : [])),
              one: ({ externalId }: { externalId: string }) => ({ path: `/files/${externalId}` }),
            }),
          }),
          ...(feed && {
            changes: {
              row: file,
              request: ({ cursor }: { cursor?: string }) => ({ path: '/changes', query: { c: cursor } }),
              rows: 'rows',
              page,
              token: 'start',
              toResource: (row: unknown) => toResource(row as File),
            },
          }),
        },
      ],
      grants: [
        defineListing<{ id: string; app: string }>({
          name: 'grants',
          each: 'users',
          row: z.object({ id: z.string(), app: z.string() }),
          request: ({ cursor, parent }) => ({ path: `/grants/${parent?.externalId}`, query: { c: cursor } }),
          rows: 'rows',
          page,
          scopes: ['log'],
          toGrant: ({ id, app }, parent) => ({
            externalId: id,
            clientId: app,
            clientName: app,
            account: parent?.externalId,
            scopes: ['read'],
            risk: 'LOW',
          }),
          touched: activity => (activity.vendorAction === 'revoke' && activity.actor?.id ? [activity.actor.id] : []),
        }),
      ],
    },
  }
}
