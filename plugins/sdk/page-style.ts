/**
 * How a list goes on.
 * - `link`: the `Link` header's rel `next` is the next request, whole and not decoded. With `keepLast` (polling) that link is always there:
 *   an empty page means caught up, and the link is kept as the place of the next poll. The host follows it; `request` is asked once.
 * - `nextUrl`: a field of the answer is the next address, whole or below the base address. The host follows it; `request` is asked once.
 * - `bodyCursor`: a field of the answer is given to `request` as `cursor`; absent or empty means the end. With `more` the list ends where that
 *   field is not true. With `keepLast` (polling) the last cursor is the place of the next poll, and an empty page means caught up
 *   unless `more` says otherwise. With `sameEnds` (polling) so does a page whose cursor is the one that it was asked by.
 * - `headerCursor`: the same from a response header.
 * - `offset`: `request` is given how many rows (or, with `unit: 'page'`, pages) lie before, beginning with `from` (0). The list ends with a page
 *   of fewer than `size` rows, or where `total` (a field of the answer) is reached. A list of `mostRows` rows or more may have been cut there: of a
 *   descending stream the host halves the span and asks again.
 * - `keyset`: `request` is given the values of `fields` in the last row as `after`, to ask for what follows it. The list ends with a page of
 *   fewer than `size` rows; with `endsEmpty` only with an empty one, for vendors that leave out rows of a page. Even that is not the end where its
 *   `Link` header has a rel `next`: all of its rows were left out, and the host follows the link until there is a row to go on from.
 * - `window`: one answer holds the whole span. One with `mostRows` rows or more may have been cut: the host halves the span and asks again.
 * - `none`: one page.
 */
export type PageStyle =
  | { style: 'link'; keepLast?: boolean }
  | { style: 'nextUrl'; field: string }
  | { style: 'bodyCursor'; field: string; more?: string; keepLast?: boolean; sameEnds?: boolean }
  | { style: 'headerCursor'; header: string; keepLast?: boolean }
  | { style: 'offset'; size: number; unit?: 'row' | 'page'; from?: number; total?: string; mostRows?: number }
  | { style: 'keyset'; fields: string[]; size: number; endsEmpty?: boolean }
  | { style: 'window'; mostRows?: number }
  | { style: 'none' }

/** Where in a list a request is; which of these is set follows from the page style. */
export interface Place {
  /** `bodyCursor` and `headerCursor`: what the answer before gave; left out for the first page. */
  cursor?: string
  /** `offset`: rows or pages before this one. */
  offset?: number
  /** `keyset`: the last row's values, in the order of the style's `fields`; left out for the first page. */
  after?: string[]
}

/**
 * How bytes are rows: JSON or XML (told by their first sign), one JSON text a line, or CSV with a header line, whose rows are objects of texts by
 * column. A byte order mark is left out.
 */
export type RowFormat = 'json' | 'ndjson' | 'csv'
