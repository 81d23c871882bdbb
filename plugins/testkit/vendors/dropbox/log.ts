import type { VendorAnswer } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import type { RowLog } from '../row-log.ts'
import { done, refused } from './answers.ts'

interface Asked {
  since: number
  until: number | null
  kind: string | null
}

interface Place extends Asked {
  from: number
  generation: number
  /** After an empty page. */
  rested: boolean
  limit: number
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

/**
 * team_log/get_events and its continuation: in the order in which events were stored, which is not that of their times. Every third page is empty
 * though more follow. Without an end the cursor goes on with what comes later.
 */
export function answerLog(
  log: RowLog,
  argument: Record<string, unknown>,
  { pageRows, generation }: { pageRows: number; generation: number },
): VendorAnswer {
  if (argument.cursor !== undefined) {
    const place = openCursor<Place>(String(argument.cursor))
    if (!Number.isInteger(place?.from)) return refused(409, 'bad_cursor')
    if (place!.generation !== generation) return reset(log, place!.from)
    return page(log, place!, pageRows)
  }
  const { limit = 1000, time, category, event_type: type } = argument
  if (category !== undefined && type !== undefined) return refused(409, 'invalid_filters')
  const { start_time: start, end_time: end } = (time ?? {}) as { start_time?: string; end_time?: string }
  if ([start, end].some(one => one !== undefined && !TIME.test(one))) return refused(409, 'invalid_time_range')
  const asked = {
    since: start === undefined ? 0 : Date.parse(start),
    until: end === undefined ? null : Date.parse(end),
    kind: type === undefined ? null : String((type as Record<string, unknown>)['.tag']),
  }
  return page(log, { ...asked, from: 0, generation, rested: true, limit: Number(limit) }, pageRows)
}

function page(log: RowLog, place: Place, pageRows: number): VendorAnswer {
  const { from, rested, limit, since, until, kind } = place
  const most = Math.min(limit, pageRows, 1000)
  const isThird = Math.floor(from / most) % 3 === 2
  if (isThird && !rested && from < log.size) return told([], { ...place, rested: true }, true)
  const events: unknown[] = []
  let next = from
  while (next < log.size && events.length < most) {
    const { rows } = log.byStorage(next, 200)
    for (const { time, json } of rows) {
      if (events.length === most) break
      next += 1
      if (time < since || (until !== null && time >= until)) continue
      const event = JSON.parse(json) as { event_type: { '.tag': string } }
      if (kind === null || event.event_type['.tag'] === kind) events.push(event)
    }
  }
  return told(events, { ...place, from: next, rested: false }, next < log.size)
}

const told = (events: unknown[], place: Place, more: boolean): VendorAnswer => ({
  ...done({ events, cursor: sealCursor(place), has_more: more }),
  last: !more,
})

/** The cursor is forgotten; the time is about that of the last event that it gave. */
function reset(log: RowLog, from: number): VendorAnswer {
  const last = from > 0 ? log.byStorage(from - 1, 1).rows[0]?.time : undefined
  const time = new Date(last ?? 0).toISOString().replace(/\.\d+Z$/, 'Z')
  return {
    status: 409,
    body: { error_summary: 'reset/...', error: { '.tag': 'reset', reset: time } },
  }
}
