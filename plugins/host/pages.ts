import type { Client } from './client.ts'
import { iso, type Clock } from './clock.ts'
import type { ExportedData, PolledData, StreamData } from './description.ts'
import { HostError } from './host-error.ts'
import { Ordinals, type Carried } from './identity.ts'
import type { Runner } from './messages.ts'
import type { Normaliser } from './normalise.ts'
import { carriedOn, pageRows, type PageRow } from './page-rows.ts'
import { isAddress, type Onward } from './paging.ts'
import type { HostedApp } from './ports.ts'

/** Tries of a page that comes broken before the stream says so. */
const BROKEN_TRIES = 3

/** What reading one partition of one stream of one app needs. */
export interface StreamContext<Data extends StreamData = PolledData | ExportedData> {
  app: HostedApp
  stream: Data
  partition: string
  client: Client
  runner: Runner
  normaliser: Normaliser
  clock: Clock
  /** Rows from this time on are live, epoch ms. */
  liveFrom: number
  onThrottled: (error: HostError) => void
  onRequest: () => void
}

/** The same of a stream that is read page by page. */
export type PageContext = StreamContext<PolledData>

export interface Page extends Onward {
  rows: PageRow[]
  /** For the page after this one. */
  carried: Carried | undefined
}

export interface PageAsk {
  /** Epoch ms; `until` is excluded, null for an open end. */
  since: number
  until: number | null
  cursor: string | null
  /** Of a list that is read to its end in one go. */
  ordinals?: Ordinals
  /** Of a list that may be gone on with by another process: what the page before gave. */
  carried?: Carried | undefined
}

/** Asks for one page and reads it. A page that is broken on the way is asked for again; nothing of it is kept. */
export async function readPage(context: PageContext, ask: PageAsk, signal: AbortSignal): Promise<Page> {
  const { app, stream, partition, client, runner, normaliser, clock, liveFrom, onThrottled, onRequest } = context
  const request = await runner.ask('page', {
    source: { kind: 'stream', name: stream.name },
    config: app.config,
    cursor: ask.cursor,
    partition,
    since: iso(ask.since),
    until: ask.until === null ? undefined : iso(ask.until),
  })
  for (let attempt = 1; ; attempt++) {
    const {
      bytes,
      headers,
      at: observedAt,
    } = await client.ask(request, {
      signal,
      onThrottled,
      onRequest,
      scopes: stream.scopes,
    })
    try {
      const { cursor } = ask
      const { rows, next, end, more, total } = await runner.ask('normalise', {
        stream: stream.name,
        bytes,
        headers,
        cursor,
      })
      const { carried, ordinals = new Ordinals({ carried }) } = ask
      // A link that leads elsewhere must not become the place to go on from.
      if (next !== null && isAddress(stream.page, next)) client.endpoint({ url: next })
      const read = pageRows(stream, bytes, rows, { normaliser, ordinals, observedAt, liveFrom })
      return {
        rows: read,
        next,
        end,
        carried: carriedOn(read, carried),
        ...(more && { more }),
        ...(total !== undefined && { total }),
      }
    } catch (error) {
      const broken = error instanceof HostError && error.problem.code === 'BAD_ANSWER'
      if (!broken || attempt === BROKEN_TRIES) throw error
      await clock.sleep(500 * attempt, signal)
    }
  }
}
