import type { VendorAnswer } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import type { Position, RowLog } from '../row-log.ts'
import { done, refused } from './answers.ts'

/** Most entries of a page; more come only where more share the last one's second. */
const MOST_ROWS = 9_999

/**
 * GET /audit/v1/logs: newest first, from `oldest` to `latest`, both included, in whole seconds. A cursor only tells the place: who does not repeat
 * `oldest` with it reads on into the past.
 */
export function answerLogs(log: RowLog, query: URLSearchParams, pageRows: number): VendorAnswer {
  const oldest = secondsOf(query, 'oldest', 0)
  const latest = secondsOf(query, 'latest', 253_402_300_799)
  const limit = Number(query.get('limit') ?? MOST_ROWS)
  if (Number.isNaN(oldest) || Number.isNaN(latest) || !Number.isInteger(limit) || limit < 1 || limit > MOST_ROWS)
    return refused(400, 'invalid_arguments')
  const cursor = query.get('cursor')
  const after = cursor ? openCursor<Position>(cursor) : undefined
  if (cursor && !Number.isInteger(after?.ordinal)) return refused(400, 'invalid_cursor')
  const action = query.get('action')
  const span = { since: oldest * 1000, until: latest * 1000 + 1, descending: true }
  const { rows, more } = log.byTime({ ...span, limit: Math.min(limit, pageRows), ...(after && { after }) })
  const last = rows.at(-1)
  if (last && more) {
    const second = { ...span, since: last.time, until: last.time + 1, after: last, limit: MOST_ROWS }
    rows.push(...log.byTime(second).rows)
  }
  const end = rows.at(-1)
  const goesOn = end && log.byTime({ ...span, limit: 1, after: end }).rows.length > 0
  const entries = rows.map(({ json }) => JSON.parse(json) as { action: string })
  return {
    ...done({
      entries: action ? entries.filter(entry => action.split(',').includes(entry.action)) : entries,
      response_metadata: { next_cursor: goesOn ? sealCursor({ time: end.time, ordinal: end.ordinal }) : '' },
    }),
    last: !goesOn,
  }
}

function secondsOf(query: URLSearchParams, name: string, missing: number): number {
  const text = query.get(name)
  return text === null ? missing : /^\d+$/.test(text) ? Number(text) : Number.NaN
}
