import type { VendorAnswer } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import type { Position, RowLog } from '../row-log.ts'
import { badRequest } from './errors.ts'

const DAY = 86_400_000
const MOST_ROWS = 500
/** Positions of the stream begin above 0, which stands for its beginning. */
const FIRST = 1_000

/**
 * GET /events of the enterprise. `admin_logs_streaming`: two weeks in the order of storage, each page turned round and beginning with a row of the page
 * before, and no spans of time. `admin_logs`: a year by time. A page that is not full is not the last one, only an empty one is; in an empty log the position
 * is 0 again.
 */
export function answerEvents(log: RowLog, query: URLSearchParams, now: number, pageRows: number): VendorAnswer {
  const limit = Number(query.get('limit') ?? 100)
  const position = query.get('stream_position') ?? '0'
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_ROWS) return badRequest('limit')
  const most = Math.min(limit, pageRows)
  switch (query.get('stream_type')) {
    case 'admin_logs_streaming':
      return streamed(log, position, now, most)
    case 'admin_logs':
      return logged(log, query, position, now, most)
    default:
      return badRequest('stream_type')
  }
}

function streamed(log: RowLog, position: string, now: number, most: number): VendorAnswer {
  if (!/^(now|\d+)$/.test(position)) return badRequest('stream_position')
  const oldest = log.firstStoredAt(now - 14 * DAY)
  const from = position === 'now' ? log.size : Math.max(oldest, Number(position) - FIRST)
  const { rows, more } = log.byStorage(from, most)
  const repeated = rows.length > 0 && from > oldest ? log.byStorage(from - 1, 1).rows : []
  const end = from + rows.length
  // A number here, a text there.
  return page([...rows, ...repeated].reverse(), log.size === 0 ? 0 : end + FIRST, !more)
}

function logged(log: RowLog, query: URLSearchParams, position: string, now: number, most: number): VendorAnswer {
  const since = timeOf(query, 'created_after', now - 365 * DAY)
  const until = timeOf(query, 'created_before', now + 1)
  const after = position === '0' ? undefined : openCursor<Position>(position)
  if (Number.isNaN(since) || Number.isNaN(until) || (position !== '0' && !Number.isInteger(after?.ordinal)))
    return badRequest('stream_position')
  const span = { since: Math.max(since, now - 365 * DAY), until, limit: most, ...(after && { after }) }
  const { rows, more } = log.byTime(span)
  const last = rows.at(-1)
  return page(rows, last ? sealCursor({ time: last.time, ordinal: last.ordinal }) : position, !more)
}

function page(rows: { json: string }[], next: string | number, last: boolean): VendorAnswer {
  const entries = rows.map(({ json }) => JSON.parse(json) as object)
  return { status: 200, body: { chunk_size: entries.length, next_stream_position: next, entries }, last }
}

const timeOf = (query: URLSearchParams, name: string, missing: number) => {
  const text = query.get(name)
  return text === null ? missing : Date.parse(text)
}
