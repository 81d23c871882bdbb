import type { VendorAnswer } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import type { RowLog } from '../row-log.ts'
import { smartsheetError } from './errors.ts'

const HOUR = 3_600_000
const MOST_ROWS = 10_000
const USUAL_ROWS = 1_000

/** Behind how many rows a reader stands. */
interface Position {
  ordinal: number
}

/**
 * GET /events, in the order of storage: from a position, or from the hour that is nearest to a time. An end bounds the answer that it was given for; the position
 * that comes with it goes on without one.
 */
export function answerEvents(
  log: RowLog,
  { query, now, pageRows }: { query: URLSearchParams; now: number; pageRows: number },
): VendorAnswer {
  const [since, to, sealed] = ['since', 'to', 'streamPosition'].map(name => query.get(name))
  if ((since == null) === (sealed == null))
    return smartsheetError('invalid', 'Give exactly one of since and streamPosition.')
  if (to != null && since == null) return smartsheetError('invalid', 'to goes with since.')
  const maxCount = Number(query.get('maxCount') ?? USUAL_ROWS)
  if (!Number.isInteger(maxCount) || maxCount < 1 || maxCount > MOST_ROWS) return smartsheetError('invalid', 'maxCount')
  const [start, end] = [hour(since), to == null ? now : Math.min(now, hour(to))]
  const position = sealed == null ? { ordinal: log.firstStoredAt(start) } : openCursor<Position>(sealed)
  if (!Number.isInteger(position?.ordinal) || Number.isNaN(start) || Number.isNaN(end))
    return smartsheetError('invalid', sealed == null ? 'since or to' : 'streamPosition')
  if (end < start && to != null) return smartsheetError('invalid', 'to is before since.')
  const { ordinal } = position!
  // What is stored in this very moment is there, too.
  const behind = to == null || end === now ? log.size : log.firstStoredAt(end)
  const { rows } = log.byStorage(ordinal, Math.max(0, Math.min(maxCount, pageRows, behind - ordinal)))
  const next = ordinal + rows.length
  const moreAvailable = next < behind
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: `{"data":[${rows.map(({ json }) => json).join(',')}],"moreAvailable":${moreAvailable},"nextStreamPosition":"${sealCursor({ ordinal: next })}"}`,
    last: !moreAvailable,
  }
}

/** The hour that is nearest; 0 where no time is given. */
const hour = (time: string | null | undefined) => (time == null ? 0 : Math.round(Date.parse(time) / HOUR) * HOUR)
