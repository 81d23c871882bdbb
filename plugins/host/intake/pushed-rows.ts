import { at, type Intake } from '@casbah/sdk'
import { BrokenRow } from '../broken-row.ts'
import type { PushedRequest } from './pushed-request.ts'

/** The rows of a pushed body, the headers that the stream names laid in. A body that holds none as it should is one broken row: it is kept, too. */
export function pushedRows({ rows: path, headers: names = [] }: Intake, { headers, body }: PushedRequest): unknown[] {
  const text = new TextDecoder().decode(body)
  let value: unknown
  try {
    value = at(JSON.parse(text), path)
  } catch {
    return [new BrokenRow('the body is no JSON', text)]
  }
  if (typeof value !== 'object' || value === null)
    return [new BrokenRow(`the body has no rows at "${path || 'its top'}"`, text)]
  const laid = names.flatMap(name => {
    const header = headers[name.toLowerCase()]
    return header === undefined ? [] : [[name.toLowerCase().replaceAll('-', '_'), header] as const]
  })
  const rows: unknown[] = Array.isArray(value) ? value : [value]
  return rows.map(row =>
    typeof row === 'object' && row !== null && !Array.isArray(row) ? { ...row, ...Object.fromEntries(laid) } : row,
  )
}
