import type { VendorAnswer } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import type { RowLog } from '../row-log.ts'
import { egnyteError, inputError } from './errors.ts'

const DAY = 86_400_000
const KEPT = 7 * DAY
const MOST_ROWS = 5_000

/** Where a reader stands: behind how many rows, up to when it has looked, until when it wants to, and when it was told so. */
interface Place {
  ordinal: number
  looked: number
  until: number | null
  told: number
}

export interface StreamAsk {
  query: URLSearchParams
  now: number
  /** Most rows of a page. */
  pageRows: number
  /** Most of history that one request looks through, milliseconds. */
  scan: number
}

/**
 * GET /pubapi/v2/audit/stream: oldest first, in the order in which events were stored. One request looks through half an hour at most, so a page may be
 * empty while more follows. A cursor excludes dates and is good for seven days; so far back a start may lie.
 */
export function answerStream(log: RowLog, { query, now, pageRows, scan }: StreamAsk): VendorAnswer {
  const sealed = query.get('nextCursor')
  const dates = ['startDate', 'endDate'].map(name => query.get(name))
  if (sealed !== null && dates.some(date => date !== null))
    return inputError('nextCursor cannot be combined with startDate or endDate')
  const place = sealed === null ? begun(log, dates, now) : openCursor<Place>(sealed)
  if (!place || !Number.isInteger(place.ordinal)) return inputError('startDate or nextCursor is not valid')
  if (now - place.told > KEPT) return egnyteError(400, 'The cursor has expired')
  if (sealed === null && place.looked < now - KEPT) return inputError('startDate must be within the last 7 days')
  const end = Math.min(now, place.until ?? now)
  const looked = Math.max(place.looked, Math.min(place.looked + scan, end))
  const behind = Math.max(place.ordinal, log.firstStoredAt(looked))
  const { rows } = log.byStorage(place.ordinal, Math.min(pageRows, MOST_ROWS, behind - place.ordinal))
  const ordinal = place.ordinal + rows.length
  const isWhole = ordinal === behind
  const next: Place = { ...place, ordinal, looked: isWhole ? looked : place.looked, told: now }
  const moreEvents = !isWhole || looked < end
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: `{"nextCursor":"${sealCursor(next)}","moreEvents":${moreEvents},"events":[${rows.map(({ json }) => json).join(',')}]}`,
    last: !moreEvents,
  }
}

function begun(log: RowLog, [start, end]: (string | null)[], now: number): Place | undefined {
  const looked = Date.parse(start ?? '')
  const until = end == null ? null : Date.parse(end)
  if (Number.isNaN(looked) || Number.isNaN(until)) return undefined
  return { ordinal: log.firstStoredAt(looked), looked, until, told: now }
}
