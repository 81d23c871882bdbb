import { createClient, type Client, type ClientOptions, type ExecutionResult } from 'graphql-ws'
import { breakOf, type Break } from './breaks.ts'
import { readable } from './readable.ts'

export interface LiveOptions {
  /** `wsUrl` of the gateway, such as `wss://casbah.example/graphql`. */
  url: string
  /** A token, or what gives one: asked before each connection, so that one that has expired can be replaced. */
  token: string | (() => string | Promise<string>)
  /** Where there is no global WebSocket: the class of the `ws` package. */
  webSocketImpl?: ClientOptions['webSocketImpl']
  /** Waits before connecting again, milliseconds; the first is up to `first`, each further one up to twice the last. Default 1,000 and 30,000. */
  waits?: { first: number; longest: number }
  /** Told of every change of the connection; for a light on the page. */
  onState?: (state: LiveState) => void
}

/** `waiting`: it broke and is tried again; `reason` says what happened. */
export type LiveState = { state: 'connecting' | 'connected' } | { state: 'waiting'; reason: string; ms: number }

export interface LivePayload {
  /** A subscription. One that declares `$after: Cursor` and passes it as `after` is resumed; any other begins anew after a break. */
  query: string
  variables?: Record<string, unknown> | null
  operationName?: string | null
}

export interface LiveSink<T = unknown> {
  next(result: T): void
  /** It cannot go on: an Error with a sentence, or the list of GraphQL errors by which the server refused it. */
  error(error: unknown): void
  complete(): void
}

/** What stands for graphql-ws's client where Apollo Client and urql want one. */
export interface LiveClient {
  /** Tells the sink of every event once, over all breaks; returns how to end it. */
  subscribe<T = ExecutionResult>(payload: LivePayload, sink: LiveSink<T>): () => void
  /** The same as an async iterator, which keeps at most a thousand events for a slow reader and reads on when he has caught up. */
  iterate<T = Record<string, unknown>>(
    payload: LivePayload,
    signal?: AbortSignal,
  ): AsyncGenerator<ExecutionResult<T>, void, void>
  dispose(): void | Promise<void>
}

/** A client of Casbah's subscriptions that connects again by itself and goes on where it was. */
export function createLiveClient(options: LiveOptions): LiveClient {
  const { token, waits = { first: 1_000, longest: 30_000 }, onState = () => undefined } = options
  const client = createClient({
    url: options.url,
    ...(options.webSocketImpl === undefined ? {} : { webSocketImpl: options.webSocketImpl }),
    // Coming back is ours: only we know the cursor.
    retryAttempts: 0,
    connectionParams: async () => ({ authorization: `Bearer ${typeof token === 'string' ? token : await token()}` }),
    on: {
      connecting: () => onState({ state: 'connecting' }),
      connected: () => onState({ state: 'connected' }),
    },
  })
  const open = new Set<Following>()
  const follow = (payload: LivePayload, sink: LiveSink<ExecutionResult>): Following => {
    const following = new Following(client, payload, sink, { waits, onState, canRenew: typeof token !== 'string' })
    open.add(following)
    following.onEnd = () => open.delete(following)
    following.begin()
    return following
  }
  return {
    subscribe(payload, sink) {
      const following = follow(payload, sink as LiveSink<ExecutionResult>)
      return () => following.end()
    },
    iterate: (payload, signal) => readable(sink => follow(payload, sink), signal),
    dispose() {
      for (const following of open) following.end()
      return client.dispose()
    },
  }
}

interface Ways {
  waits: { first: number; longest: number }
  onState: (state: LiveState) => void
  /** Another token can be had. */
  canRenew: boolean
}

/** One subscription over all of its connections. */
export class Following {
  onEnd = () => {}
  private readonly client: Client
  private readonly payload: LivePayload
  private readonly sink: LiveSink<ExecutionResult>
  private readonly ways: Ways
  private readonly isResumable: boolean
  private cursor: unknown
  private tries = 0
  private hasRenewed = false
  private ended = false
  private paused = false
  private stop = () => {}
  private timer: ReturnType<typeof setTimeout> | null = null

  constructor(client: Client, payload: LivePayload, sink: LiveSink<ExecutionResult>, ways: Ways) {
    this.client = client
    this.payload = payload
    this.sink = sink
    this.ways = ways
    this.isResumable = /\$after\b/.test(payload.query)
    if (this.isResumable) this.cursor = payload.variables?.after ?? undefined
  }

  begin(): void {
    if (this.ended || this.paused) return
    const { query, variables, operationName } = this.payload
    let isOver = false
    const over = (why: Break) => {
      if (isOver) return
      isOver = true
      this.broke(why)
    }
    this.stop = this.client.subscribe(
      {
        query,
        variables: { ...variables, ...(this.cursor !== undefined && { after: this.cursor }) },
        ...(operationName ? { operationName } : {}),
      },
      {
        next: result => {
          if (isOver || this.ended || this.paused) return
          // The source stays away: what follows is the end, from which we come back.
          if (!result.data && result.errors?.some(each => each.extensions?.code === 'UNAVAILABLE'))
            return over({ again: 'later', reason: result.errors[0]!.message })
          this.tries = 0
          this.hasRenewed = false
          if (this.isResumable)
            this.cursor = (result.extensions as { cursor?: unknown } | undefined)?.cursor ?? this.cursor
          this.sink.next(result as ExecutionResult)
        },
        error: error => over(breakOf(error)),
        // A server that goes away, or serves another graph, says complete as well.
        complete: () => over(this.isResumable ? { again: 'now', reason: 'The server ended it.' } : { again: 'done' }),
      },
    )
  }

  /** Takes no more until `resume`. False when what is missed meanwhile could not be had again. */
  pause(): boolean {
    if (this.cursor === undefined) return false
    this.paused = true
    this.stop()
    return true
  }

  resume(): void {
    if (!this.paused) return
    this.paused = false
    this.begin()
  }

  end(): void {
    if (this.ended) return
    this.finish()
    this.sink.complete()
  }

  private broke(why: Break): void {
    if (this.ended || this.paused) return
    if (why.again === 'done') return this.end()
    const renewal = why.again === 'renewed' && this.ways.canRenew && !this.hasRenewed
    if (why.again === 'never' || (why.again === 'renewed' && !renewal)) {
      this.finish()
      return this.sink.error(why.error)
    }
    if (renewal) this.hasRenewed = true
    const { first, longest } = this.ways.waits
    const isAtOnce = this.tries === 0 && why.again !== 'later'
    const ms = isAtOnce ? 0 : Math.random() * Math.min(longest, first * 2 ** Math.max(0, this.tries - 1))
    this.tries += 1
    this.ways.onState({ state: 'waiting', reason: why.reason, ms })
    this.timer = setTimeout(() => {
      this.timer = null
      this.begin()
    }, ms)
  }

  private finish(): void {
    this.ended = true
    if (this.timer) clearTimeout(this.timer)
    this.stop()
    this.onEnd()
  }
}
