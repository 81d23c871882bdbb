import type { Client } from './client.ts'
import { iso, type Clock } from './clock.ts'
import type { PolledData } from './description.ts'
import { HostError } from './host-error.ts'
import { Ordinals } from './identity.ts'
import type { Runner } from './messages.ts'
import type { Normaliser } from './normalise.ts'
import { pageRows, type PageRow } from './page-rows.ts'
import { isFollowed, type Onward } from './paging.ts'
import type { HostedApp } from './ports.ts'

/** Tries of a page that comes broken before the stream says so. */
const BROKEN_TRIES = 3

/** What reading one partition of one stream of one app needs. */
export interface PageContext {
  app: HostedApp
  stream: PolledData
  partition: string
  client: Client
  runner: Runner
  normaliser: Normaliser
  clock: Clock
  /** Rows from this time on are live, epoch ms. */
  liveFrom: number
  onThrottled: (error: HostError) => void
}

export interface Page extends Onward {
  rows: PageRow[]
}

export interface PageAsk {
  /** Epoch ms; `until` is excluded, null for an open end. */
  since: number
  until: number | null
  cursor: string | null
  ordinals?: Ordinals
}

/** Asks for one page and reads it. A page that is broken on the way is asked for again; nothing of it is kept. */
export async function readPage(context: PageContext, ask: PageAsk, signal: AbortSignal): Promise<Page> {
  const { app, stream, partition, client, runner, normaliser, clock, liveFrom, onThrottled } = context
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
      scopes: stream.scopes,
    })
    try {
      const { cursor } = ask
      const { rows, next, end } = await runner.ask('normalise', { stream: stream.name, bytes, headers, cursor })
      const { ordinals = new Ordinals() } = ask
      // A link that leads elsewhere must not become the place to go on from.
      if (next !== null && isFollowed(stream.page)) client.endpoint({ url: next })
      return { rows: pageRows(stream, bytes, rows, { normaliser, ordinals, observedAt, liveFrom }), next, end }
    } catch (error) {
      const broken = error instanceof HostError && error.problem.code === 'BAD_ANSWER'
      if (!broken || attempt === BROKEN_TRIES) throw error
      await clock.sleep(500 * attempt, signal)
    }
  }
}
