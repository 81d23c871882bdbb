import type { VendorAnswer } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import type { LogRow, Position, RowLog } from '../row-log.ts'
import { invalid, oktaError } from './errors.ts'

const DAY = 86_400_000
const RETENTION = 90 * DAY
const LINKED = ['until', 'limit', 'sortOrder'] as const

/** Where reading goes on: behind an ordinal of storage (polling), or behind a position in time (bounded). */
type Cursor = { ordinal: number } | { position: Position; since: number }

/** GET /api/v1/logs: polling in the order of storage without `until`, bounded in the order of `published` with it. */
export function answerLogs(
  log: RowLog,
  domain: string,
  query: URLSearchParams,
  now: number,
  pageRows: number,
): VendorAnswer {
  const asked = Number(query.get('limit') ?? 100)
  if (!Number.isInteger(asked) || asked < 0 || asked > 1_000)
    return invalid('limit', 'limit must be between 0 and 1000')
  const limit = Math.min(asked, pageRows)
  if (query.has('filter') || query.has('q')) {
    return oktaError(400, 'E0000053', 'Invalid filter: this emulated org does not filter its log.')
  }
  const since = time(query, 'since')
  const until = time(query, 'until')
  if (Number.isNaN(since)) return invalid('since', 'since must be an ISO 8601 date')
  if (Number.isNaN(until)) return invalid('until', 'until must be an ISO 8601 date')
  if (since !== undefined && until !== undefined && since > until) return invalid('since', 'since must be before until')
  const after = query.get('after')
  if (after !== null && since !== undefined) return invalid('after', 'since and after exclude each other')
  const cursor = after === null ? undefined : openCursor<Cursor>(after)
  if (after !== null && !cursor) return invalid('after', 'after is not a cursor of this log')

  const descending = query.get('sortOrder') === 'DESCENDING'
  const links = (next: Cursor | undefined) => linkHeaders(domain, query, next)
  if (until === undefined && !descending) {
    if (cursor && !('ordinal' in cursor)) return invalid('after', 'after belongs to a bounded query')
    const oldest = now - RETENTION
    const from = cursor?.ordinal ?? log.firstStoredAt(Math.max(since ?? now - 7 * DAY, oldest))
    const page = log.byStorage(from, limit)
    return rowsAnswer(page.rows, links({ ordinal: from + page.rows.length }), !page.more)
  }
  if (cursor && !('position' in cursor)) return invalid('after', 'after belongs to a polling query')
  const end = until ?? now + 1
  const start = Math.max(cursor?.since ?? since ?? end - 7 * DAY, now - RETENTION)
  const page = log.byTime({ since: start, until: end, limit, after: cursor?.position, descending })
  const last = page.rows.at(-1)
  const next = page.more && last ? { position: { time: last.time, ordinal: last.ordinal }, since: start } : undefined
  return rowsAnswer(page.rows, links(next), !page.more)
}

function time(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  return text === null ? undefined : Date.parse(text)
}

function rowsAnswer(rows: LogRow[], link: string[], last: boolean): VendorAnswer {
  const body = `[${rows.map(row => row.json).join(',')}]`
  return { status: 200, headers: { 'content-type': 'application/json', link }, body, last }
}

/** Self and next as separate headers, on the vendor's own host. */
function linkHeaders(domain: string, query: URLSearchParams, next: Cursor | undefined): string[] {
  const address = (parameters: URLSearchParams, rel: string) =>
    `<https://${domain}/api/v1/logs?${parameters.toString()}>; rel="${rel}"`
  const links = [address(query, 'self')]
  if (next) {
    const parameters = new URLSearchParams()
    for (const name of LINKED) {
      const value = query.get(name)
      if (value !== null) parameters.set(name, value)
    }
    parameters.set('after', sealCursor(next))
    links.push(address(parameters, 'next'))
  }
  return links
}
