import type { HttpRequest, Place, PolledStream, Span, StreamRequest } from '@casbah/sdk'
import { behind, instant, query } from './soql.ts'

const HOUR = 3_600
const ROWS = 2_000

/** How every log that is an object is polled. */
const polled = {
  rows: 'records',
  intervalSeconds: 300,
  windowSeconds: 24 * HOUR,
  retentionDays: 180,
} satisfies Partial<PolledStream>

/** An object, or the one that a partition names, and its columns. */
type Source = (ask: StreamRequest) => [object: string, columns: string]

/** Oldest first. Each poll costs two requests of the org's quota, since only an empty answer says for sure that nothing follows. */
export const forward = (source: Source, time: string) =>
  ({
    ...polled,
    request: (ask: StreamRequest) => logOf(...source(ask), time, ask, ` ORDER BY ${time}, Id LIMIT ${ROWS}`),
    page: { style: 'keyset', fields: [time, 'Id'], size: ROWS, endsEmpty: true },
    order: 'ascending',
    time,
    id: { field: 'Id' },
    delaySeconds: 60,
    latenessSeconds: HOUR,
    overlapSeconds: 900,
  }) satisfies Partial<PolledStream>

/** For objects that can be asked by time alone and tell the newest first; the address of the next page ends after a while. */
export const backward = (source: Source, time: string) =>
  ({
    ...polled,
    request: (ask: StreamRequest) => logOf(...source(ask), time, ask, ''),
    page: { style: 'nextUrl', field: 'nextRecordsUrl' },
    order: 'descending',
    time,
    delaySeconds: 60,
    latenessSeconds: HOUR,
    overlapSeconds: HOUR,
  }) satisfies Partial<PolledStream>

/** By time, then by Id, since many rows may share a second. */
function logOf(object: string, columns: string, time: string, ask: Span & Place, order: string): HttpRequest {
  const { since, until, after } = ask
  const begin = after ? behind(time, after) : `${time} >= ${instant(since)}`
  const end = until === undefined ? '' : ` AND ${time} < ${instant(until)}`
  return query(`SELECT ${columns} FROM ${object} WHERE ${begin}${end}${order}`)
}
