import type { VendorAnswer } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import type { LogRow, RowLog } from '../row-log.ts'
import { adminError, confluenceError, jiraError } from './errors.ts'

const DAY = 86_400_000
const JSON_TYPE = { 'content-type': 'application/json' }
const joined = (rows: { json: string }[]) => `[${rows.map(({ json }) => json).join(',')}]`

/** Where the poll API stands, and the span that it was begun with: both are kept in its cursor. */
interface Place {
  ordinal: number
  from: number
  to: number
}

export interface LogAsk {
  query: URLSearchParams
  now: number
  /** Most rows of a page, whatever is asked for. */
  pageRows: number
}

/**
 * GET events-stream: in the order in which events were processed, by the time of the event between `from` and `to`. The last page has a cursor, too,
 * for the next poll.
 */
export function answerEvents(log: RowLog, { query, now, pageRows }: LogAsk): VendorAnswer {
  const asked = Number(query.get('limit') ?? 200)
  if (!(Number.isInteger(asked) && asked >= 1 && asked <= 500))
    return adminError(400, 'ADMIN-400-19', 'limit must be between 1 and 500')
  if (query.get('sortOrder') === 'desc')
    return adminError(400, 'ADMIN-400-19', 'This emulated organisation sorts in ascending order alone.')
  const cursor = query.get('cursor')
  const begun: Place = { ordinal: 0, from: Number(query.get('from') ?? 0), to: Number(query.get('to') ?? Infinity) }
  if (Number.isNaN(begun.from) || Number.isNaN(begun.to))
    return adminError(400, 'ADMIN-400-3', 'from and to must be epoch milliseconds')
  const place = cursor ? placeIn(cursor) : begun
  if (!place) return adminError(400, 'ADMIN-400-1', 'cursor is none of this list')
  const from = Math.max(place.from, now - 180 * DAY)
  const limit = Math.min(asked, pageRows)
  const rows: LogRow[] = []
  let ordinal = cursor ? place.ordinal : log.firstStoredAt(from)
  let last = true
  for (let more = true; more;) {
    const page = log.byStorage(ordinal, 200)
    more = page.more
    for (const row of page.rows) {
      if (row.time < from || row.time > place.to) ordinal += 1
      else if (rows.length < limit) {
        rows.push(row)
        ordinal += 1
      } else {
        last = more = false
        break
      }
    }
  }
  const next = sealCursor({ ordinal, from: place.from, to: Number.isFinite(place.to) ? place.to : null })
  const links = { self: '/events-stream', next: `/events-stream?cursor=${next}` }
  const rest = JSON.stringify({ meta: { next, page_size: rows.length }, links }).slice(1)
  return { status: 200, headers: JSON_TYPE, body: `{"data":${joined(rows)},${rest}`, last }
}

function placeIn(cursor: string): Place | null {
  const place = openCursor<{ ordinal?: number; from?: number; to?: number | null }>(cursor)
  if (typeof place?.ordinal !== 'number' || typeof place.from !== 'number') return null
  return { ordinal: place.ordinal, from: place.from, to: place.to ?? Infinity }
}

/** GET auditing/record of Jira: newest first, both ends included, by offset. */
export function answerJira(log: RowLog, { query, pageRows }: LogAsk): VendorAnswer {
  const offset = Number(query.get('offset') ?? 0)
  const limit = Math.min(Number(query.get('limit') ?? 1000), 1000, pageRows)
  const from = query.has('from') ? Date.parse(query.get('from') ?? '') : 0
  const to = query.has('to') ? Date.parse(query.get('to') ?? '') : Infinity
  if ([offset, limit, from, to].some(Number.isNaN)) return jiraError(400, 'from and to must be dates with a time')
  const { rows } = log.byTime({ since: from, until: to + 1, limit: Infinity, descending: true })
  const page = rows.slice(offset, offset + limit)
  return {
    status: 200,
    headers: JSON_TYPE,
    body: `{"offset":${offset},"limit":${limit},"total":${rows.length},"records":${joined(page)}}`,
    last: offset + page.length >= rows.length,
  }
}

/** GET audit of Confluence: newest first, both ends included; the next page is told below a base that lies in another field. */
export function answerConfluence(log: RowLog, site: string, { query, pageRows }: LogAsk): VendorAnswer {
  const start = Number(query.get('start') ?? 0)
  const limit = Math.min(Number(query.get('limit') ?? 1000), 1000, pageRows)
  const from = Number(query.get('startDate') ?? 0)
  const to = query.has('endDate') ? Number(query.get('endDate')) : Infinity
  if ([start, limit, from, to].some(Number.isNaN))
    return confluenceError(400, 'startDate and endDate must be epoch milliseconds')
  const { rows } = log.byTime({ since: from, until: to + 1, limit: Infinity, descending: true })
  const page = rows.slice(start, start + limit)
  const last = start + page.length >= rows.length
  const following = new URLSearchParams(query)
  following.set('start', String(start + page.length))
  const links = {
    base: `https://${site}/wiki`,
    context: '/wiki',
    ...(!last && { next: `/rest/api/audit?${following.toString()}` }),
  }
  const rest = JSON.stringify({ start, limit, size: page.length, _links: links }).slice(1)
  return { status: 200, headers: JSON_TYPE, body: `{"results":${joined(page)},${rest}`, last }
}
