import type { VendorAnswer } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import type { LogRow, RowLog } from '../row-log.ts'
import { success, v1Error } from './errors.ts'

/** Rows that are looked at in one go. */
const CHUNK = 256
/** What the vendor documents; who asks for more than a page holds gets a page. */
const DOCUMENTED_ROWS = 50

/** Behind an ordinal of storage, which is the order of ids. */
interface Cursor {
  ordinal: number
}

export interface EventPages {
  /** Most rows of a page. */
  pageRows: number
  /** Whether what there is nothing to say of is null, as it is at the vendor, where its description has no null. */
  nulls: boolean
}

/**
 * GET /api/1/events in the order of ids: `sort=+id` oldest first, any other newest first. A `+` that was not encoded arrives as a blank, and sorts
 * nothing.
 */
export function answerEvents(log: RowLog, query: URLSearchParams, { pageRows, nulls }: EventPages): VendorAnswer {
  const since = time(query, 'since')
  const until = time(query, 'until')
  if (Number.isNaN(since) || Number.isNaN(until)) return v1Error(400, 'bad request', 'Invalid date format')
  const limit = Math.min(Number(query.get('limit') ?? DOCUMENTED_ROWS), pageRows)
  if (!Number.isInteger(limit) || limit < 1) return v1Error(400, 'bad request', 'Invalid limit')
  const after = query.get('after_cursor')
  const cursor = after === null ? undefined : openCursor<Cursor>(after)
  if (after !== null && !Number.isInteger(cursor?.ordinal)) return v1Error(400, 'bad request', 'Invalid after_cursor')
  const types = query.get('event_type_id')?.split(',')
  const wanted = (row: LogRow) =>
    row.time >= (since ?? -Infinity) &&
    row.time < (until ?? Infinity) &&
    (!types || types.includes(String((JSON.parse(row.json) as { event_type_id: number }).event_type_id)))
  const { rows, more } =
    query.get('sort') === '+id'
      ? upwards(log, cursor ? cursor.ordinal + 1 : log.firstStoredAt(since ?? -Infinity), limit, wanted)
      : downwards(log, cursor ? cursor.ordinal - 1 : log.size - 1, limit, wanted)
  const last = rows.at(-1)
  const next = more && last ? sealCursor({ ordinal: last.ordinal } satisfies Cursor) : null
  const pagination = { before_cursor: null, after_cursor: next, previous_link: null, next_link: null }
  const shown = nulls
    ? pagination
    : Object.fromEntries(Object.entries(pagination).filter(([, value]) => value !== null))
  return { ...success({ pagination: shown, data: rows.map(({ json }) => JSON.parse(json) as object) }), last: !more }
}

function upwards(log: RowLog, from: number, limit: number, wanted: (row: LogRow) => boolean) {
  const rows: LogRow[] = []
  for (let at = from; at < log.size; at += CHUNK) {
    for (const row of log.byStorage(at, CHUNK).rows) {
      if (!wanted(row)) continue
      if (rows.length === limit) return { rows, more: true }
      rows.push(row)
    }
  }
  return { rows, more: false }
}

function downwards(log: RowLog, from: number, limit: number, wanted: (row: LogRow) => boolean) {
  const rows: LogRow[] = []
  for (let end = from + 1; end > 0; end -= CHUNK) {
    const start = Math.max(0, end - CHUNK)
    for (const row of log.byStorage(start, end - start).rows.toReversed()) {
      if (!wanted(row)) continue
      if (rows.length === limit) return { rows, more: true }
      rows.push(row)
    }
  }
  return { rows, more: false }
}

function time(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  return text === null ? undefined : Date.parse(text)
}
