import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import type { RowLog } from '../row-log.ts'
import { webexError } from './errors.ts'
import { logPage, sizeOf } from './paging.ts'

const YEAR = 366 * 86_400_000

/** The span that two parameters name; a sentence where they do not. */
function spanOf(query: URLSearchParams, first: string, last: string): { from: number; to: number } | string {
  const [from, to] = [Date.parse(query.get(first) ?? ''), Date.parse(query.get(last) ?? '')]
  if (Number.isNaN(from) || Number.isNaN(to)) return `'${first}' and '${last}' must be dates and times.`
  if (from > to) return `'${first}' must be before '${last}'.`
  return to - from > YEAR ? 'At most one year of events can be listed.' : { from, to }
}

/** GET /adminAudit/events: by offset, whole pages, no links. */
export function adminAudit(log: RowLog, orgId: string, { query }: VendorRequest): VendorAnswer {
  if (query.get('orgId') !== orgId) return webexError(403, 'The organization is not one of yours.')
  const span = spanOf(query, 'from', 'to')
  if (typeof span === 'string') return webexError(400, span)
  const size = sizeOf(query, { most: 200 })
  const offset = Number(query.get('offset') ?? 0)
  if (size === null || !Number.isInteger(offset) || offset < 0)
    return webexError(400, `'max' must be between 1 and 200, and 'offset' not below 0.`)
  const { rows, more } = log.byTime({ since: span.from + 1, until: span.to, limit: offset + size, descending: true })
  const items = rows.slice(offset).map(({ json }) => JSON.parse(json) as object)
  return { status: 200, body: { items }, last: !more }
}

/** GET /admin/securityAudit/events: other names for the span, more rows a page, and links. */
export function securityAudit(log: RowLog, orgId: string, request: VendorRequest, pageRows: number): VendorAnswer {
  if (request.query.get('orgId') !== orgId) return webexError(403, 'The organization is not one of yours.')
  const span = spanOf(request.query, 'startTime', 'endTime')
  return typeof span === 'string' ? webexError(400, span) : logPage(request, log, { ...span, most: 1_000, pageRows })
}

/** GET /events: what was done with contents. Its end may not lie ahead. */
export function contentEvents(log: RowLog, request: VendorRequest, pageRows: number, now: number): VendorAnswer {
  const span = spanOf(request.query, 'from', 'to')
  if (typeof span === 'string') return webexError(400, span)
  if (span.to > now) return webexError(400, `'to' must not be in the future.`)
  return logPage(request, log, { ...span, most: 1_000, pageRows })
}
