import type { VendorAnswer } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import { invalid } from './errors.ts'

/** Rows of a cursor page at most; an account that is asked for more gives this many. */
export const PAGE = 100

/** How a list goes on, in the form that all of Zendesk's lists share. */
export function onward(host: string, path: string, query: URLSearchParams, next: unknown) {
  const after = next === undefined ? null : sealCursor(next)
  const parameters = new URLSearchParams(query)
  if (after) parameters.set('page[after]', after)
  return {
    meta: { has_more: after !== null, after_cursor: after, before_cursor: null },
    links: { next: after ? `https://${host}${path}?${parameters.toString()}` : null, prev: null },
  }
}

/** A list at hand, page by page, under its name. Without `page[size]` it would be cut by offsets, which end at 100 pages: that is not emulated. */
export function listOf(
  name: string,
  rows: object[],
  { host, path, query }: { host: string; path: string; query: URLSearchParams },
): VendorAnswer {
  const size = Number(query.get('page[size]') ?? PAGE)
  const start = query.has('page[after]') ? openCursor<number>(query.get('page[after]') ?? '') : 0
  if (!Number.isInteger(size) || size < 1) return invalid('page[size] must be a positive number')
  if (typeof start !== 'number') return invalid('page[after] is not a cursor of this list')
  const end = start + Math.min(size, PAGE)
  const next = end < rows.length ? end : undefined
  return { status: 200, body: { [name]: rows.slice(start, end), ...onward(host, path, query, next) } }
}
