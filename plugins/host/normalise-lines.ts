import type { Connector, Stream } from '@casbah/sdk'
import { describeConnector } from './describe.ts'
import { Ordinals } from './identity.ts'
import type { RowAnswer } from './messages.ts'
import { Normaliser, type NormalActivity } from './normalise.ts'
import { toOcsf, type OcsfEvent } from './ocsf.ts'
import { NO_TIME } from './page-rows.ts'
import { rawText } from './raw.ts'
import { readRow } from './rows.ts'

/** What became of one line: an event, several, or the reason why none. An event without time says so in `quarantine`. */
export type NormalisedLine = OcsfEvent | OcsfEvent[] | { rejected: string }

/** What the connector made of one line: its activities, at least one, or the reason why none. */
export type ReadLine = { stream: string; activities: NormalActivity[] } | { rejected: string }

/**
 * Reads a vendor's rows, one JSON text a line; one result for each line. Without `streamName` each row goes to the first stream
 * that takes it.
 */
export async function* readLines(
  connector: Connector,
  streamName: string | undefined,
  lines: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<ReadLine> {
  const streams = connector.streams.filter(({ name }) => streamName === undefined || name === streamName)
  if (streams.length === 0) {
    const names = connector.streams.map(({ name }) => name).join(', ')
    throw new Error(`${connector.card.slug} has no stream "${streamName}"; it has ${names}.`)
  }
  const normaliser = new Normaliser(describeConnector(connector))
  const ordinals = new Ordinals()
  for await (const line of lines) yield readLine(streams, normaliser, ordinals, line)
}

/** The same as OCSF 1.8. */
export async function* normaliseLines(
  connector: Connector,
  streamName: string | undefined,
  lines: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<NormalisedLine> {
  for await (const read of readLines(connector, streamName, lines)) {
    if ('rejected' in read) {
      yield read
      continue
    }
    const events = read.activities.map(activity => {
      const event = toOcsf(connector.card, activity)
      return event.time === null ? { ...event, quarantine: NO_TIME } : event
    })
    yield events.length === 1 ? (events[0] as OcsfEvent) : events
  }
}

function readLine(streams: Stream[], normaliser: Normaliser, ordinals: Ordinals, line: string): ReadLine {
  let item: unknown
  try {
    item = JSON.parse(line)
  } catch (error) {
    return { rejected: `the line is not JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
  let first: RowAnswer | null = null
  for (const stream of streams) {
    const row = readRow(stream, item)
    first ??= row
    if ('rejected' in row) continue
    const raw = rawText(item, 'unwrap' in stream ? stream.unwrap : undefined, stream.secrets)
    const activities = normaliser.activities(stream.name, row, raw, ordinals)
    if (activities.length === 0) return { rejected: 'the connector makes no activity of such rows' }
    return { stream: stream.name, activities }
  }
  return first !== null && 'rejected' in first ? first : { rejected: 'no stream takes it' }
}
