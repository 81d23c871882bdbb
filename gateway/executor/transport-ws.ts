import { createClient, type Client } from 'graphql-ws'
import { WebSocket } from 'ws'
import { EventFeed } from './event-feed.ts'
import { readResult } from './subgraph-result.ts'
import {
  CALLER_HEADER,
  NOTHING,
  SubgraphFailure,
  type FetchContext,
  type SubgraphFetch,
  type SubgraphResult,
} from './transport.ts'

/** Events that may wait for one reader here. */
const FEED_LIMIT = 1_000
const ACK_MS = 5_000
const PING_MS = 12_000
const PONG_MS = 5_000

/**
 * All subscriptions at one subgraph, over one graphql-ws socket. It is opened for the first and closed after the last; when it breaks,
 * all of them fail, and whoever reads them subscribes again. Each says in its `extensions` for whom it is.
 */
export class SubgraphSocket {
  private readonly client: Client
  private readonly feeds = new Map<EventFeed, () => void>()
  private connected = false
  private pong: NodeJS.Timeout | undefined

  constructor(url: string) {
    this.client = createClient({
      url,
      webSocketImpl: WebSocket,
      // Reconnecting is the reader's affair: only he knows the cursor.
      retryAttempts: 0,
      connectionAckWaitTimeout: ACK_MS,
      keepAlive: PING_MS,
      on: {
        connected: () => {
          this.connected = true
          for (const started of this.feeds.values()) started()
        },
        ping: received => {
          if (!received) this.pong = setTimeout(() => this.client.terminate(), PONG_MS)
        },
        pong: received => {
          if (received) clearTimeout(this.pong)
        },
        error: error => this.fail(error as { message?: string }),
        closed: event => {
          const { code, reason } = event as { code?: number; reason?: string }
          this.fail({ message: `closed with ${code} ${reason ?? ''}`.trim() })
        },
      },
    })
  }

  /** Resolves when the subgraph can hear it; rejects with SubgraphFailure when it cannot be reached. */
  async subscribe(fetch: SubgraphFetch, context: FetchContext): Promise<AsyncIterator<SubgraphResult>> {
    const { signedCaller, signal } = context
    const { query, operationName } = fetch
    signal?.throwIfAborted()
    const stop = () => void feed.return()
    let unsubscribe = () => {}
    const { promise: begun, resolve: started } = Promise.withResolvers<void>()
    const feed = new EventFeed(FEED_LIMIT, () => {
      this.feeds.delete(feed)
      signal?.removeEventListener('abort', stop)
      unsubscribe()
      started()
    })
    this.feeds.set(feed, started)
    signal?.addEventListener('abort', stop, { once: true })
    unsubscribe = this.client.subscribe<Record<string, unknown>>(
      {
        query,
        variables: fetch.variables(),
        ...(operationName === undefined ? {} : { operationName }),
        ...(signedCaller === undefined ? {} : { extensions: { [CALLER_HEADER]: signedCaller } }),
      },
      {
        next: event => feed.push(readResult(event) ?? NOTHING),
        error: error => {
          // A list of errors is the subgraph's own refusal; a broken connection was told of by its events.
          if (Array.isArray(error)) feed.push({ data: null, errors: error as NonNullable<SubgraphResult['errors']> })
          feed.complete()
        },
        complete: () => feed.complete(),
      },
    )
    if (this.connected) started()
    await begun
    if (feed.failure?.notSent) throw feed.failure
    return feed
  }

  async close(): Promise<void> {
    clearTimeout(this.pong)
    await this.client.dispose()
  }

  private fail(cause: { message?: string }): void {
    const failure = this.connected
      ? new SubgraphFailure('broke off the subscription. Subscribe again, from the last cursor where there is one.', {
          cause,
        })
      : new SubgraphFailure('does not answer.', { cause, notSent: true })
    this.connected = false
    clearTimeout(this.pong)
    for (const feed of this.feeds.keys()) feed.fail(failure)
  }
}
