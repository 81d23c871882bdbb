import type { VendorAnswer } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import type { Position, RowLog } from '../row-log.ts'
import { invalid } from './errors.ts'
import { parametersOf, sizeIn } from './paging.ts'

const RETENTION = 180 * 86_400_000
const MOST = 1_000

/** A page of one application's audit log: newest first, both ends of the span included; an empty list is left out. */
export function listActivities(log: RowLog, query: URLSearchParams, now: number, pageRows: number): VendorAnswer {
  const limit = sizeIn(query, 'maxResults', MOST, MOST)
  if (limit === null) return invalid('Invalid value for maxResults.')
  const since = timeIn(query, 'startTime', now - RETENTION)
  const until = timeIn(query, 'endTime', now)
  if (Number.isNaN(since) || Number.isNaN(until)) return invalid('Invalid time format.')
  if (since < now - RETENTION) return invalid('Start time is older than the 180 days that are kept.')
  if (since > until) return invalid('Start time should be before the end time.')
  const parameters = parametersOf(query)
  let after: Position | undefined
  const token = query.get('pageToken')
  if (token) {
    const place = openCursor<{ after: Position; parameters: string }>(token)
    if (place?.parameters !== parameters) return invalid('Invalid pageToken.')
    after = place.after
  }
  const page = log.byTime({
    since,
    until: until + 1,
    limit: Math.min(limit, pageRows),
    after,
    descending: true,
  })
  const last = page.rows.at(-1)
  const next = page.more && last && { after: { time: last.time, ordinal: last.ordinal }, parameters }
  const fields = [
    '"kind":"admin#reports#activities"',
    ...(page.rows.length > 0 ? [`"items":[${page.rows.map(({ json }) => json).join(',')}]`] : []),
    ...(next ? [`"nextPageToken":${JSON.stringify(sealCursor(next))}`] : []),
  ]
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=UTF-8' },
    body: `{${fields.join(',')}}`,
    last: !page.more,
  }
}

function timeIn(query: URLSearchParams, name: string, usual: number): number {
  const text = query.get(name)
  return text === null ? usual : Date.parse(text)
}
