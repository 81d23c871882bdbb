import { pathTo, type ActionInput, type HttpRequest, type Place } from '@casbah/sdk'

/** What can be shared, by the kind as which the inventory has it: the path of its list, and what shares call it. */
export const ASSETS = {
  FILE: { list: 'sheets', type: 'sheet' },
  FOLDER: { list: 'workspaces', type: 'workspace' },
  SITE: { list: 'sights', type: 'sight' },
  OTHER: { list: 'reports', type: 'report' },
} as const
export type AssetKind = keyof typeof ASSETS

/** Lists that are read page by page. A page behind the last gives the last again, so the count alone says where a list ends. */
export const paged = (path: string, query: Record<string, string> = {}) => ({
  request: ({ offset }: Place): HttpRequest => ({ path, query: { ...query, page: offset, pageSize: 100 } }),
  rows: 'data',
  page: { style: 'offset', unit: 'page', size: 100, from: 1, total: 'totalCount' } as const,
})

/** Lists that go on by a key; their count is -1, which says nothing. */
const BY_KEY = { style: 'bodyCursor', field: 'lastKey' } as const

export const listOf = (kind: AssetKind) =>
  kind === 'FOLDER'
    ? {
        request: ({ cursor }: Place): HttpRequest => ({
          path: '/workspaces',
          query: { paginationType: 'token', maxItems: 100, lastKey: cursor },
        }),
        rows: 'data',
        page: BY_KEY,
      }
    : paged(`/${ASSETS[kind].list}`)

/** With whom something is shared. The lists below each kind of thing, which did the same, are gone. */
export const sharesOf = (kind: AssetKind, id: unknown, cursor?: string): HttpRequest => ({
  path: '/shares',
  query: { assetType: ASSETS[kind].type, assetId: String(id), maxItems: 1000, lastKey: cursor },
})
export const SHARES = { rows: 'items', page: BY_KEY } as const

/** Rights to read a kind of thing. */
export const readingOf = (kind: AssetKind) => (kind === 'SITE' ? 'READ_SIGHTS' : 'READ_SHEETS')

export const publishPath = (kind: AssetKind, id: unknown) => `/${ASSETS[kind].list}${pathTo`/${id}/publish`}`

/** A published page is a resource of its own, named after its place in the API: `sheets/123`. */
export const publishedId = (kind: AssetKind, id: unknown) => `${ASSETS[kind].list}/${String(id)}`

/** The thing that an action is about, be it meant by itself or by its published page. */
export const idOf = ({ target }: ActionInput) => target.externalId.split('/').at(-1) ?? ''
