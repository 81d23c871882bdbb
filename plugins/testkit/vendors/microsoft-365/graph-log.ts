import type { VendorAnswer } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import type { Position, RowLog } from '../row-log.ts'
import { badRequest } from './errors.ts'

const MOST = 1_000
const KEPT = 30 * 86_400_000

interface Cursor {
  after: Position
  issuedAt: number
}

/** A page of one of Entra's logs, newest first; its tokens are good for a while. */
export function listLog(
  url: string,
  log: RowLog,
  field: string,
  query: URLSearchParams,
  now: number,
  pageRows: number,
): VendorAnswer {
  const limit = Number(query.get('$top') ?? MOST)
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) return badRequest('Invalid page size specified.')
  const filter = query.get('$filter') ?? ''
  const clauses = filter
    .split(' and ')
    .filter(Boolean)
    .map(clause => new RegExp(`^${field} (ge|gt|le|lt) (\\S+Z)$`).exec(clause.trim()))
  if (clauses.some(clause => !clause)) return badRequest('Invalid filter clause.')
  const bound = (operator: string) => clauses.find(clause => clause?.[1] === operator)?.[2]
  const since = Math.max(bound('ge') ? Date.parse(bound('ge') as string) : 0, now - KEPT)
  const until = bound('lt') ? Date.parse(bound('lt') as string) : Infinity
  const token = query.get('$skiptoken')
  const place = token === null ? undefined : openCursor<Cursor>(token)
  if (token !== null && (!place || now - place.issuedAt > 3_600_000)) return badRequest('Invalid Skip Token')
  const order = query.get('$orderby')
  if (order !== null && ![`${field} desc`, `${field} asc`].includes(order)) return badRequest('Invalid $orderby.')
  const page = log.byTime({
    since,
    until,
    limit: Math.min(limit, pageRows),
    after: place?.after,
    descending: order !== `${field} asc`,
  })
  const last = page.rows.at(-1)
  const next = new URLSearchParams(query)
  if (page.more && last)
    next.set(
      '$skiptoken',
      sealCursor({ after: { time: last.time, ordinal: last.ordinal }, issuedAt: now } satisfies Cursor),
    )
  const link = page.more && last ? `,"@odata.nextLink":${JSON.stringify(`${url}?${next}`)}` : ''
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: `{"value":[${page.rows.map(({ json }) => json).join(',')}]${link}}`,
    last: !page.more,
  }
}
