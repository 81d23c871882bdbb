import type { VendorAnswer } from '../../replay/vendor.ts'
import { esignError } from './account.ts'

const MOST = 100

/** A part of a list of the eSignature API, which counts in texts and leaves an empty list out. */
export function partOf(query: URLSearchParams, name: string, rows: object[], pageRows: number): VendorAnswer {
  const start = Number(query.get('start_position') ?? 0)
  const count = Number(query.get('count') ?? MOST)
  if (!Number.isInteger(start) || start < 0 || !Number.isInteger(count) || count < 2 || count > MOST)
    return esignError('INVALID_REQUEST_PARAMETER', `count must be greater than 1 and at most ${MOST}.`)
  const part = rows.slice(start, start + Math.min(count, pageRows))
  const end = start + part.length
  const next = new URLSearchParams(query)
  next.set('start_position', String(end))
  return {
    status: 200,
    body: {
      ...(part.length > 0 && { [name]: part }),
      resultSetSize: String(part.length),
      totalSetSize: String(rows.length),
      startPosition: String(start),
      endPosition: String(Math.max(start, end - 1)),
      nextUri: end < rows.length ? `/${name}?${next.toString()}` : '',
      previousUri: '',
    },
  }
}
