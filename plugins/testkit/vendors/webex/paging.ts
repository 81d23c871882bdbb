import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import type { Position, RowLog } from '../row-log.ts'
import { webexError } from './errors.ts'

interface Sizes {
  usual?: number
  most: number
  pageRows: number
}

/** How many rows a page has; null where more are asked for than may be. */
export function sizeOf(query: URLSearchParams, { usual = 100, most }: Pick<Sizes, 'usual' | 'most'>): number | null {
  const size = Number(query.get('max') ?? usual)
  return Number.isInteger(size) && size >= 1 && size <= most ? size : null
}

const tooLarge = (most: number) => webexError(400, `'max' must be between 1 and ${most}.`)

/** A page of a list, with the address of the next one. */
export function pageOf(request: VendorRequest, rows: object[], { pageRows, ...sizes }: Sizes): VendorAnswer {
  const size = sizeOf(request.query, sizes)
  if (size === null) return tooLarge(sizes.most)
  const cursor = request.query.get('cursor')
  const from = cursor === null ? 0 : openCursor<number>(cursor)
  if (typeof from !== 'number') return webexError(400, 'The cursor is not valid.')
  const end = from + Math.min(size, pageRows)
  const items = rows.slice(from, end)
  return { status: 200, body: { items }, ...linked(request, end < rows.length ? sealCursor(end) : null) }
}

/** A page of a log, newest first, strictly after `from` and before `to` (epoch milliseconds). */
export function logPage(
  request: VendorRequest,
  log: RowLog,
  { from, to, pageRows, ...sizes }: Sizes & { from: number; to: number },
): VendorAnswer {
  const size = sizeOf(request.query, sizes)
  if (size === null) return tooLarge(sizes.most)
  const cursor = request.query.get('cursor')
  const after = cursor === null ? undefined : openCursor<Position>(cursor)
  if (cursor !== null && !Number.isInteger(after?.ordinal)) return webexError(400, 'The cursor is not valid.')
  const limit = Math.min(size, pageRows)
  const { rows, more } = log.byTime({ since: from + 1, until: to, limit, descending: true, ...(after && { after }) })
  const last = rows.at(-1)
  const next = more && last ? sealCursor({ time: last.time, ordinal: last.ordinal }) : null
  return {
    status: 200,
    body: { items: rows.map(({ json }) => JSON.parse(json) as object) },
    ...linked(request, next),
    last: next === null,
  }
}

/** The first page stands before the next one among the links: whoever takes the first entry goes round in circles. */
function linked({ host, path, query }: VendorRequest, next: string | null) {
  const address = (cursor: string | null) => {
    const asked = new URLSearchParams(query)
    asked.delete('cursor')
    if (cursor !== null) asked.set('cursor', cursor)
    return `<https://${host}${path}?${asked}>`
  }
  // No description names the cursor, which is part of the address that the vendor gave.
  return {
    ownQuery: ['cursor'],
    ...(next !== null && { headers: { link: `${address(null)}; rel="first", ${address(next)}; rel="next"` } }),
  }
}
