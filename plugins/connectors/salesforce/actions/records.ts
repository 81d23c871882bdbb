import { at, type ActionInput } from '@casbah/sdk'

/** The rows of a query's answer; none when it has none. */
function recordsIn(body: unknown): unknown[] {
  const records = at(body, 'records')
  return Array.isArray(records) ? records : []
}

/** Texts of one column of what was looked up. */
export function foundIn({ found }: ActionInput, column: string): string[] {
  return recordsIn(found?.body).flatMap(row => {
    const value = at(row, column)
    return typeof value === 'string' && value !== '' ? [value] : []
  })
}
