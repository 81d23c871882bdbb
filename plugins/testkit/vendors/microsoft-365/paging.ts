import type { VendorAnswer } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import { badRequest } from './errors.ts'

/** Rows of a list that were chosen by `$top`; the next page is an address with all that this one was asked with. */
export function pageOf(
  url: string,
  rows: object[],
  query: URLSearchParams,
  { usual = 100, most = 999, pageRows = Infinity } = {},
): VendorAnswer {
  const size = Number(query.get('$top') ?? usual)
  if (!Number.isInteger(size) || size < 1 || size > most)
    return badRequest(`Invalid page size specified: '${query.get('$top')}'. Must be between 1 and ${most} inclusive.`)
  const token = query.get('$skiptoken')
  const from = token === null ? 0 : openCursor<number>(token)
  if (from === undefined) return badRequest('Invalid Skip Token')
  const end = from + Math.min(size, pageRows)
  const next = new URLSearchParams(query)
  next.set('$skiptoken', sealCursor(end))
  return {
    status: 200,
    body: {
      value: rows.slice(from, end),
      ...(query.get('$count') === 'true' && { '@odata.count': rows.length }),
      ...(end < rows.length && { '@odata.nextLink': `${url}?${next}` }),
    },
  }
}

/** The fields that `$select` names, and what tells the type. */
export function selected(row: Record<string, unknown>, query: URLSearchParams): Record<string, unknown> {
  const names = query.get('$select')?.split(',')
  if (!names) return row
  return Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name) || name.startsWith('@')))
}
