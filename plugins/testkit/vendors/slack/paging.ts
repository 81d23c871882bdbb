import { openCursor, sealCursor } from '../cursor.ts'

/** A page of a list by cursor, which is '' at its end; null where the cursor is none. */
export function pageOf<Row>(rows: Row[], query: URLSearchParams, most: number): { page: Row[]; next: string } | null {
  const given = query.get('cursor')
  const from = given ? openCursor<{ from?: number }>(given)?.from : 0
  if (from === undefined || !Number.isInteger(from)) return null
  const limit = Math.max(1, Math.min(Number(query.get('limit') ?? 100) || 100, most))
  const next = from + limit < rows.length ? sealCursor({ from: from + limit }) : ''
  return { page: rows.slice(from, from + limit), next }
}
