import type { VendorAnswer } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import { v2Error } from './errors.ts'

const MOST_ROWS = 1000
const USUAL_ROWS = 50

/** A page of a list of version 2: where it goes on is said by headers, and nothing but their value is taken for a cursor. */
export function pageOf(rows: object[], query: URLSearchParams, pageRows: number): VendorAnswer {
  const limit = Math.min(Number(query.get('limit') ?? USUAL_ROWS), MOST_ROWS, pageRows)
  if (!Number.isInteger(limit) || limit < 1) return v2Error(400, 'BadRequestError', 'limit is invalid')
  const given = query.get('cursor')
  const from = given === null ? 0 : openCursor<{ from?: number }>(given)?.from
  if (from === undefined || !Number.isInteger(from)) return v2Error(400, 'BadRequestError', 'Invalid cursor')
  const fields = query.get('fields')?.split(',')
  const page = rows.slice(from, from + limit)
  const next = from + limit < rows.length ? sealCursor({ from: from + limit }) : undefined
  return {
    status: 200,
    headers: {
      'total-count': String(rows.length),
      'page-items': String(limit),
      'current-page': String(Math.floor(from / limit) + 1),
      ...(next && { 'after-cursor': next }),
      ...(from > 0 && { 'before-cursor': sealCursor({ from: Math.max(0, from - limit) }) }),
    },
    body: fields
      ? page.map(row => Object.fromEntries(Object.entries(row).filter(([name]) => fields.includes(name))))
      : page,
  }
}
