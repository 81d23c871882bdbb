import type { z } from 'zod'
import type { ActivityDraft } from './activity.ts'
import type { Config } from './auth.ts'
import type { Export } from './export.ts'
import type { Intake } from './intake.ts'
import type { PageStyle, Place, RowFormat } from './page-style.ts'
import type { HttpRequest } from './request.ts'

/** The part of history that one request is about; RFC 3339, `since` included, `until` excluded. */
export interface Span {
  since: string
  /** Left out: open end. */
  until?: string
}

/** What a stream's `request` gets. */
export interface StreamRequest extends Span, Place {
  config: Config
  /** One of the stream's partitions; '' for a stream without. */
  partition: string
}

/**
 * - `arrival`: the vendor's order of storage; the cursor alone is the state, nothing is missed (Okta's polling).
 * - `ascending`: oldest first by the vendor's time; the watermark follows the rows, minus the overlap.
 * - `descending`: newest first or in no order; the host drains bounded windows and appends each one sorted.
 */
export type Order = 'arrival' | 'ascending' | 'descending'

/**
 * Field that holds the vendor's event id, or the `fields` that only together tell one event from all others; `hash`: the vendor has none, so the
 * row's canonical hash serves. Rows that are equal to the last sign are then counted apart; with `equalIsOne` they are one event, for vendors whose pages
 * shift while they are read, so that a row may come twice.
 */
export type IdSource = { field: string } | { fields: string[] } | { hash: true; equalIsOne?: true }

/** What every audit log says of itself, however its rows come. */
interface StreamBase<Row> {
  /** Unique in the connector. */
  name: string
  /** What it holds. */
  description: string
  /** The fields that are read, and no others; a row it refuses goes to quarantine. Unknown fields are allowed. */
  row: z.ZodType<Row>
  /** Field with the vendor's time: RFC 3339 (without zone it is UTC), epoch seconds or epoch milliseconds. */
  time: string
  id: IdSource
  /** Usual time from event to availability, in seconds; null when the vendor does not say. */
  delaySeconds: number | null
  /** Worst such time; 86,400 when left out. Windows of policies wait for it. */
  latenessSeconds?: number
  /** How far back the vendor lets it be read, in days. */
  retentionDays: number | null
  /** Paths (dots, `*` for every element or key) whose values are blanked before anything is stored. */
  secrets?: string[]
  /** Rights that it needs; names from the card's `scopes`. */
  scopes: string[]
  /** None, one or several activities of one row. Pure; throws only on rows it cannot read. */
  toActivities: (row: Row) => ActivityDraft[]
}

/** An audit log that is read page by page. */
export interface PolledStream<Row = unknown> extends StreamBase<Row> {
  /** Independent parts that are read side by side, such as regions; `['']` when left out. */
  partitions?: (config: Config) => string[]
  request: (ask: StreamRequest) => HttpRequest
  /** Path of the list in the answer; '' when the answer is the list. With `?` at its end the vendor leaves the list out when it is empty (`items?`). */
  rows: string
  /** JSON (or XML) when left out. */
  format?: RowFormat
  /** When each item of the list is the row in JSON as a string under this field (CloudTrail). */
  unwrap?: string
  page: PageStyle
  order: Order
  /** Shortest time between two polls that the vendor permits, in seconds. */
  intervalSeconds: number
  /** How far each poll of an ascending or descending stream reads back, in seconds. */
  overlapSeconds?: number
  /** Width of a backfill window in seconds; the host halves it when it holds over 10,000 rows. */
  windowSeconds?: number
  /**
   * For a descending stream whose newest rows may still be filled in between, so that places in it shift while it is read: its end is followed only up to
   * so many seconds ago, and a window whose `total` changes while it is walked by offsets is walked anew. None when left out.
   */
  settleSeconds?: number
}

/** An audit log that comes by jobs or files. */
export interface ExportedStream<Row = unknown> extends StreamBase<Row> {
  /** Independent parts that are read side by side; `['']` when left out. */
  partitions?: (config: Config) => string[]
  pages: Export
  /** Shortest time between two polls that the vendor permits, in seconds. */
  intervalSeconds: number
  /** Width of a backfill window in seconds; all of history at once when left out. */
  windowSeconds?: number
}

/** An audit log that the vendor pushes to `AppStream.intakeUrl`. */
export interface PushedStream<Row = unknown> extends StreamBase<Row> {
  intake: Intake
}

/** One audit log of the vendor. */
export type Stream<Row = unknown> = PolledStream<Row> | ExportedStream<Row> | PushedStream<Row>

/** Keeps the row's type between schema and mapping. */
export function defineStream<Row>(stream: PolledStream<Row>): PolledStream
export function defineStream<Row>(stream: ExportedStream<Row>): ExportedStream
export function defineStream<Row>(stream: PushedStream<Row>): PushedStream
export function defineStream<Row>(stream: Stream<Row>): Stream {
  return stream as Stream
}
