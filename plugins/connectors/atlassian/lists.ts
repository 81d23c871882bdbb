import { pathTo, type Config, type HttpRequest, type Query } from '@casbah/sdk'
import { nextPlace } from './next-place.ts'
import { onSite } from './site.ts'

/** Lists of the organisation go on with what their links say. */
export const BY_LINKS = { style: 'bodyCursor', field: 'links.next' } as const
/** Searches of Jira tell how many there are. */
export const BY_TOTAL = { style: 'offset', size: 50, total: 'total' } as const

const place = (cursor: string | undefined) => (cursor ? { cursor: nextPlace(cursor, 'cursor') } : {})

/** A page of a list of the organisation. */
export const listOf = (path: string, query: Query, cursor: string | undefined): HttpRequest => ({
  path,
  query: { ...query, ...place(cursor) },
})

/** A page of a search of all directories; for nobody in particular it gives everybody. */
export const searchFor = (
  { organisation }: Config,
  what: 'users' | 'groups',
  part: object,
  cursor?: string,
): HttpRequest => ({
  method: 'POST',
  path: pathTo`/admin/v2/orgs/${organisation}/directories/-/${what}/search`,
  json: { limit: 100, ...part, ...place(cursor) },
})

/** A page of the filters or dashboards of everybody, which only an administrator of Jira is shown, with whom they are shared. */
export const sharedThings = (
  config: Config,
  what: 'filter' | 'dashboard',
  startAt: number | undefined,
): HttpRequest => ({
  url: onSite(config, `/rest/api/3/${what}/search`),
  query: {
    expand: 'owner,sharePermissions',
    ...(what === 'filter' && { overrideSharePermissions: true }),
    startAt,
    maxResults: BY_TOTAL.size,
  },
})
