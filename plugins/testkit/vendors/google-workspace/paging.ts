import { openCursor, sealCursor } from '../cursor.ts'

export interface GooglePage<Row> {
  rows: Row[]
  /** Left out on the last page, as Google does. */
  nextPageToken?: string
}

/** A page of a list by `pageToken`; null when the token was made for other parameters. */
export function pageOf<Row>(rows: Row[], query: URLSearchParams, size: number): GooglePage<Row> | null {
  const token = query.get('pageToken')
  const parameters = parametersOf(query)
  let from = 0
  if (token) {
    const place = openCursor<{ from: number; parameters: string }>(token)
    if (place?.parameters !== parameters) return null
    from = place.from
  }
  const more = from + size < rows.length
  return {
    rows: rows.slice(from, from + size),
    ...(more && { nextPageToken: sealCursor({ from: from + size, parameters }) }),
  }
}

/** All parameters but the token, which serves only the same others. */
export function parametersOf(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'pageToken')
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&')
}

/** A whole number in its bounds; null when it is not one. */
export function sizeIn(query: URLSearchParams, name: string, usual: number, most: number): number | null {
  const size = Number(query.get(name) ?? usual)
  return Number.isInteger(size) && size >= 1 && size <= most ? size : null
}
