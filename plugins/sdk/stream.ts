import type { z } from 'zod'
import type { ActivityDraft } from './activity.ts'
import type { Config } from './card.ts'
import type { HttpRequest } from './request.ts'

/** The part of history that one request is about; RFC 3339, `since` included, `until` excluded. */
export interface Span {
  since: string
  /** Left out: open end. */
  until?: string
}

/** What a stream's `request` gets. */
export interface StreamRequest extends Span {
  config: Config
  /** What the page style took from the answer before; left out for the first page. */
  cursor?: string
  /** One of the stream's partitions; '' for a stream without. */
  partition: string
}

/**
 * How a list goes on.
 * - `link`: the `Link` header's rel `next` is the next request, whole and not decoded. With `keepLast` (polling) that link is always there:
 *   an empty page means caught up, and the link is kept as the cursor of the next poll.
 * - `bodyCursor`: a field of the answer is given to `request` as `cursor`; absent or empty means the end.
 * - `none`: one page.
 */
export type PageStyle =
  | { style: 'link'; keepLast?: boolean }
  | { style: 'bodyCursor'; field: string; more?: string }
  | { style: 'none' }

/**
 * - `arrival`: the vendor's order of storage; the cursor alone is the state, nothing is missed (Okta's polling).
 * - `ascending`: oldest first by the vendor's time; the watermark follows the rows, minus the overlap.
 * - `descending`: newest first; the host drains bounded windows and appends each one sorted.
 */
export type Order = 'arrival' | 'ascending' | 'descending'

/** Field that holds the vendor's event id; `hash`: the vendor has none, so the row's canonical hash serves. */
export type IdSource = { field: string } | { hash: true }

/** One audit log of the vendor. */
export interface Stream<Row = unknown> {
  /** Unique in the connector. */
  name: string
  /** What it holds. */
  description: string
  /** The fields that are read, and no others; a row it refuses goes to quarantine. Unknown fields are allowed. */
  row: z.ZodType<Row>
  /** Independent parts that are read side by side, such as regions; `['']` when left out. */
  partitions?: (config: Config) => string[]
  request: (ask: StreamRequest) => HttpRequest
  /** Path of the list in the answer; '' when the answer is the list. */
  rows: string
  /** When each item of the list is the row in JSON as a string under this field (CloudTrail). */
  unwrap?: string
  page: PageStyle
  order: Order
  /** Field with the vendor's time: RFC 3339, epoch seconds or epoch milliseconds. */
  time: string
  id: IdSource
  /** Shortest time between two polls that the vendor permits, in seconds. */
  intervalSeconds: number
  /** Usual time from event to availability, in seconds; null when the vendor does not say. */
  delaySeconds: number | null
  /** Worst such time; 86,400 when left out. Windows of policies wait for it. */
  latenessSeconds?: number
  /** How far each poll of an ascending or descending stream reads back, in seconds. */
  overlapSeconds?: number
  /** Width of a backfill window in seconds; the host halves it when it holds over 10,000 rows. */
  windowSeconds?: number
  /** How far back the vendor lets it be read, in days. */
  retentionDays: number | null
  /** Paths (dots, `*` for every element or key) whose values are blanked before anything is stored. */
  secrets?: string[]
  /** Rights that it needs; names from the card's `scopes`. */
  scopes: string[]
  /** None, one or several activities of one row. Pure; throws only on rows it cannot read. */
  toActivities: (row: Row) => ActivityDraft[]
}

/** Keeps the row's type between schema and mapping. */
export function defineStream<Row>(stream: Stream<Row>): Stream {
  return stream as Stream
}
