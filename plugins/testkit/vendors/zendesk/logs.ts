import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { openCursor } from '../cursor.ts'
import type { Position, RowLog, TimeSpan } from '../row-log.ts'
import { accessLogError, invalid } from './errors.ts'
import { onward, PAGE } from './paging.ts'

const DAY = 86_400_000
const ACCESS_RETENTION = 90 * DAY
const ACCESS_PAGE = 1_000
const ACCESS_MOST = 2_500
/** The offset of a second, in which times are told. */
const SECOND = 1_000
/** How far back the life of an account goes. */
const EVER = 0
const FOREVER = Date.parse('9999-01-01T00:00:00Z')

/** GET /api/v2/audit_logs: newest first unless told otherwise; the filter by time wants both ends, under one name. */
export function answerAuditLogs(log: RowLog, request: VendorRequest, pageRows: number): VendorAnswer {
  const { query } = request
  const other = [...query.keys()].find(name => name.startsWith('filter[') && name !== 'filter[created_at]')
  if (other) return invalid(`This emulated account does not filter its audit log by ${other}`)
  const ends = query.getAll('filter[created_at]').map(text => Date.parse(text))
  if (ends.length !== 0 && (ends.length !== 2 || ends.some(Number.isNaN)))
    return invalid('filter[created_at] must be given twice, with a start and an end time')
  const sort = query.get('sort') ?? '-created_at'
  if (!['created_at', '-created_at'].includes(sort)) return invalid('sort must be created_at or -created_at')
  const size = Number(query.get('page[size]') ?? PAGE)
  if (!Number.isInteger(size) || size < 1) return invalid('page[size] must be a positive number')
  const after = query.has('page[after]') ? openCursor<Position>(query.get('page[after]') ?? '') : undefined
  if (query.has('page[after]') && typeof after?.time !== 'number')
    return invalid('page[after] is no cursor of this log')
  const [since = EVER, until = FOREVER] = ends
  const span = { since, until: until + SECOND, limit: Math.min(size, PAGE, pageRows), descending: sort.startsWith('-') }
  return page('audit_logs', log, { ...span, ...(after && { after }) }, request)
}

/** GET /api/v2/access_logs: oldest first, what lies between the two times, of the last 90 days. */
export function answerAccessLogs(log: RowLog, request: VendorRequest, now: number, pageRows: number): VendorAnswer {
  const { query } = request
  const malformed = (detail: string) => accessLogError(400, 'Malformed query params', detail)
  const time = (name: string, none: number) => (query.has(name) ? Date.parse(query.get(name) ?? '') : none)
  const start = time('filter[start]', EVER)
  const end = time('filter[end]', FOREVER)
  if (Number.isNaN(start) || Number.isNaN(end)) return malformed('filter[start] and filter[end] must be timestamps')
  const size = Number(query.get('page[size]') ?? ACCESS_PAGE)
  if (!Number.isInteger(size) || size < 1) return malformed('page size must be a positive number')
  if (size > ACCESS_MOST) return malformed(`max allowed page size is ${ACCESS_MOST}`)
  const after = query.has('page[after]') ? openCursor<Position>(query.get('page[after]') ?? '') : undefined
  if (query.has('page[after]') && typeof after?.time !== 'number') return malformed('page[after] is no cursor')
  const since = Math.max(start + 1, now - ACCESS_RETENTION)
  return page(
    'access_logs',
    log,
    { since, until: end, limit: Math.min(size, pageRows), ...(after && { after }) },
    request,
  )
}

function page(name: string, log: RowLog, span: TimeSpan, { host, path, query }: VendorRequest): VendorAnswer {
  const { rows, more } = log.byTime(span)
  const last = rows.at(-1)
  const next = more && last ? { time: last.time, ordinal: last.ordinal } : undefined
  const { meta, links } = onward(host, path, query, next)
  const list = rows.map(({ json }) => json).join(',')
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: `{"${name}":[${list}],"meta":${JSON.stringify(meta)},"links":${JSON.stringify(links)}}`,
    last: !more,
  }
}
