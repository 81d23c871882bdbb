import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import type { Position, RowLog } from '../row-log.ts'
import { logError } from './errors.ts'

const PAGE = 200
const KEPT = 90 * 86_400_000
const FILTER =
  /^eventTimestamp ge '([^']+)' and eventTimestamp le '([^']+)'(?: and (?:resourceGroupName|resourceUri|resourceProvider|correlationId) eq '[^']*')?$/i

/** A page of one subscription's activity log, newest first. What happened is shown once it was submitted. */
export function listActivities(
  request: VendorRequest,
  log: RowLog | undefined,
  now: number,
  pageRows = PAGE,
): VendorAnswer {
  const { query } = request
  const filter = query.get('$filter')
  if (!filter) return logError(400, 'BadRequest', "The '$filter' query parameter must be provided.")
  const [, from = '', to = ''] = FILTER.exec(filter) ?? []
  const since = Date.parse(from)
  const until = Date.parse(to)
  if (Number.isNaN(since) || Number.isNaN(until))
    return logError(400, 'BadRequest', 'The filter is not supported: name a range of eventTimestamp in quotes.')
  // Some slack, as clients' clocks are not the vendor's.
  if (since < now - KEPT - 86_400_000)
    return logError(400, 'BadRequest', 'The start time cannot be more than 90 day(s) in the past.')
  const token = query.get('$skiptoken')
  const after = token === null ? undefined : openCursor<Position>(token)
  if (token !== null && !after) return logError(400, 'BadRequest', 'The skip token is not valid.')
  const page = log?.byTime({
    since,
    // The end is included.
    until: until + 1,
    limit: Math.min(PAGE, pageRows),
    descending: true,
    ...(after && { after }),
    accept: (delayed, time) => time + delayed <= now,
  }) ?? { rows: [], more: false }
  const last = page.rows.at(-1)
  const next = new URLSearchParams(query)
  if (last) next.set('$skiptoken', sealCursor({ time: last.time, ordinal: last.ordinal } satisfies Position))
  const link = page.more ? `,"nextLink":${JSON.stringify(`https://${request.host}${request.path}?${next}`)}` : ''
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: `{"value":[${page.rows.map(({ json }) => json).join(',')}]${link}}`,
    last: !page.more,
  }
}
