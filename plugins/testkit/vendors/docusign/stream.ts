import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import type { Position, RowLog } from '../row-log.ts'
import { adminError } from './account.ts'

const WEEK = 7 * 86_400_000
const USUAL = 1_000
const MOST = 2_000

/** GET …/datasets/monitor/stream: by the time of the event, from a time or a cursor on. At its end the cursor is the one that was given. */
export function answerStream(
  log: RowLog,
  { path, query }: VendorRequest,
  { now, pageRows }: { now: number; pageRows: number },
): VendorAnswer {
  if (!/^\/api\/v2(\.0)?\/datasets\/monitor\/stream$/.test(path))
    return adminError(404, 'not_found', 'There is no such dataset.')
  const limit = Number(query.get('limit') ?? USUAL)
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
    return adminError(400, 'invalid_request', `limit must be between 1 and ${MOST}.`)
  const asked = query.get('cursor')
  const place = placeOf(asked, now)
  if (!place) return adminError(400, 'invalid_request', 'The cursor is not valid.')
  const { rows, more } = log.byTime({ ...place, until: Infinity, limit: Math.min(limit, pageRows) })
  const last = rows.at(-1)
  const endCursor = last
    ? sealCursor({ time: last.time, ordinal: last.ordinal })
    : (asked ?? new Date(now).toISOString())
  return { status: 200, body: { endCursor, data: rows.map(({ json }) => JSON.parse(json) as object) }, last: !more }
}

function placeOf(cursor: string | null, now: number): { since: number; after?: Position } | null {
  if (cursor === null) return { since: now - WEEK }
  if (/^\d{4}-\d\d-\d\dT/.test(cursor)) {
    const since = Date.parse(cursor)
    return Number.isNaN(since) ? null : { since }
  }
  const after = openCursor<Position>(cursor)
  return after && Number.isFinite(after.time) ? { since: after.time, after } : null
}
