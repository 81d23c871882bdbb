import { openCursor, sealCursor } from '../cursor.ts'

/** One page of a list, and the cursor of the one after it; null when a cursor is none of ours. */
export function pageOf<Row>(
  rows: readonly Row[],
  cursor: string | null | undefined,
  size: number,
): { page: Row[]; next: string | undefined } | null {
  const from = cursor ? openCursor<{ from: number }>(cursor)?.from : 0
  if (typeof from !== 'number') return null
  const end = from + size
  return { page: rows.slice(from, end), next: end < rows.length ? sealCursor({ from: end }) : undefined }
}

/** A list of Jira by offset. */
export function jiraPage<Row>(rows: readonly Row[], query: URLSearchParams, most: number) {
  const startAt = Number(query.get('startAt') ?? 0)
  const maxResults = Math.min(Number(query.get('maxResults') ?? 50), most)
  const values = rows.slice(startAt, startAt + maxResults)
  return { startAt, maxResults, total: rows.length, isLast: startAt + values.length >= rows.length, values }
}
