import { at, type ActionInput } from '@casbah/sdk'

/** The rows of a query's answer; none when it has none. */
export function recordsIn(body: unknown): unknown[] {
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

/** The only row of a confirm read's answer; undefined when it is not there. */
export function onlyRecord(answer: { status: number; body: unknown }): unknown {
  return answer.status === 200 ? recordsIn(answer.body)[0] : undefined
}

/** How many rows a confirm read found; null when it was refused or answered no rows. */
export function countIn(answer: { status: number; body: unknown }): number | null {
  return answer.status === 200 && Array.isArray(at(answer.body, 'records')) ? recordsIn(answer.body).length : null
}

/** Whether a confirm read answered rows, be it none: of a page in their place nothing is known. */
export const hasRows = ({ status, body }: { status: number; body: unknown }): boolean =>
  status !== 200 || Array.isArray(at(body, 'records'))
