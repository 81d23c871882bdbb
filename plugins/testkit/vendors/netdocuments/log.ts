import type { VendorAnswer } from '../../replay/vendor.ts'
import type { RowLog } from '../row-log.ts'

const DAY = 86_400_000
const RETENTION = 90 * DAY
const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?$/
const BYTE_ORDER_MARK = '\uFEFF'

export type NetDocumentsLogs = Record<'consolidated' | 'admin', RowLog>

/**
 * GET /v1/Repository/{id}/log: all of a span in one answer, newest first, both ends included, whole seconds. The body begins with a byte order mark.
 * A start of more than 90 days ago is refused.
 */
export function answerLog(logs: NetDocumentsLogs, query: URLSearchParams, now: number): VendorAnswer {
  const log = Object.entries(logs).find(([type]) => type === query.get('Logtype'))?.[1]
  const since = timeOf(query, 'start', now - 30 * DAY)
  const until = timeOf(query, 'end', now)
  if (!log || query.get('format') !== 'json' || Number.isNaN(since) || Number.isNaN(until)) return { status: 400 }
  if (since < now - RETENTION || until < since) return { status: 400 }
  const { rows } = log.byTime({ since, until: until + 1_000, limit: Infinity, descending: true })
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: `${BYTE_ORDER_MARK}[${rows.map(({ json }) => json).join(',')}]`,
    last: true,
  }
}

function timeOf(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name)
  if (text === null) return otherwise
  return TIME.test(text) ? Date.parse(text) : Number.NaN
}

/** An entry's time: UTC without a zone, whole seconds. */
export const logTime = (time: number) => new Date(time).toISOString().slice(0, 19)
