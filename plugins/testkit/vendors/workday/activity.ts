import type { VendorAnswer } from '../../replay/vendor.ts'
import type { RowLog } from '../row-log.ts'
import { errorOf } from './errors.ts'

/** Records that one `instancesReturned` stands for: no more are found. */
const SCANNED = 10_000
/** Most rows of a page, and those of one that names none. */
const MOST = 1_000
const USUAL = 20
/** Milliseconds are refused. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

/** GET /privacy/v1/{tenant}/activityLogging: the earliest first. Older tenants give `pageRows` rows, however many are asked for. */
export function answerActivity(log: RowLog, query: URLSearchParams, pageRows = MOST): VendorAnswer {
  for (const name of ['from', 'to'])
    if (!TIME.test(query.get(name) ?? '')) return errorOf(400, `invalid value for ${name}`, name)
  const wanted = Number(query.get('limit') ?? USUAL)
  if (wanted > MOST) return errorOf(400, 'limit is too large', 'limit')
  const [since, until] = [Date.parse(query.get('from')!), Date.parse(query.get('to')!)]
  const limit = SCANNED * Number(query.get('instancesReturned') ?? 1)
  const { rows } = log.byTime({ since, until, limit })
  const offset = Number(query.get('offset') ?? 0)
  const page = rows.slice(offset, offset + Math.min(wanted, pageRows))
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: `{"total":${rows.length},"data":[${page.map(({ json }) => json).join(',')}]}`,
    last: offset + page.length >= rows.length,
  }
}
