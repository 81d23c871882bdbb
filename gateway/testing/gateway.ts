import { setTimeout as sleep } from 'node:timers/promises'
import { CasbahError, createLogger, verifyCaller, type Caller } from '@casbah/kit'
import { createClient, type Client } from 'graphql-ws'
import { WebSocket } from 'ws'
import { createGateway, type Gateway, type GatewayOptions } from '../server.ts'
import { composeGraph } from './compose.ts'

export const CONTEXT_KEY = new Uint8Array(32).fill(7)

/** Tokens that are good; a test may take one away. */
export class Tokens {
  readonly known = new Map<string, Caller>([
    ['reader', callerWith(['things:read'])],
    ['nobody', callerWith([])],
  ])
  lookups = 0
  failing = false

  readonly authenticate = async (bearer: string): Promise<Caller | null> => {
    this.lookups++
    if (this.failing) throw new Error('database password is hunter2')
    return this.known.get(bearer) ?? null
  }
}

export function callerWith(scopes: string[], expiresAt: number | null = null): Caller {
  return { tenant: 't1', scopes, actor: { kind: 'TOKEN', id: 'k1', name: 'a test', email: null }, expiresAt }
}

export interface Small {
  gateway: Gateway
  url: string
  wsUrl: string
  /** What is still subscribed in the subgraph. */
  live: { count: number }
  /** What the subscription `log` tells of. */
  log: EventLog
}

/** A log that readers follow from any place on, as alerts are. */
export class EventLog {
  /** Cursors that sources began at; undefined for those that began at its end. */
  readonly asked: (string | undefined)[] = []
  private readonly entries: string[] = []
  private readonly waiting = new Set<() => void>()

  append(...texts: string[]): void {
    this.entries.push(...texts)
    for (const wake of this.waiting) wake()
    this.waiting.clear()
  }

  async *follow(after: string | undefined, matches: (text: string) => boolean, signal?: AbortSignal) {
    this.asked.push(after)
    let position = after === undefined ? this.entries.length : Number(after.slice(1))
    const event = (kind: string, text: string | null) => ({
      log: { cursor: `c${position}`, sequence: position, kind, text, thing: text === null ? null : { id: position } },
    })
    for (let behind = true; !signal?.aborted;) {
      while (position < this.entries.length) {
        const text = this.entries[position++]!
        if (matches(text)) yield event('ENTRY', text)
      }
      if (behind) yield event('CAUGHT_UP', null)
      behind = false
      if (position === this.entries.length && !signal?.aborted)
        await new Promise<void>(wake => {
          this.waiting.add(wake)
          signal?.addEventListener('abort', () => wake(), { once: true })
        })
    }
  }
}

const open = new Set<Gateway>()

/** Closes what a failed test has left open, for else the run would not end. */
export async function closeGateways(): Promise<void> {
  await Promise.all([...open].map(gateway => gateway.close()))
  open.clear()
}

/** A gateway over two small subgraphs in this process. */
export async function smallGateway(options: Partial<GatewayOptions> = {}): Promise<Small> {
  const live = { count: 0 }
  const log = new EventLog()
  const endless = async function* <T>(make: (n: number) => T, everyMs: number, signal: AbortSignal | undefined) {
    live.count++
    try {
      for (let n = 0; !signal?.aborted; n++) {
        yield make(n)
        await sleep(everyMs, undefined, signal ? { signal } : {})
      }
    } catch (error) {
      if ((error as Error).name !== 'AbortError') throw error
    } finally {
      live.count--
    }
  }
  const graph = composeGraph({
    things: {
      sdl: `
        type Query { things: [Thing!] @requiresScopes(scopes: [["things:read"]]) whoami: String leaks: String refuses: String }
        type Mutation { make: Thing }
        type Subscription { counted(to: Int!): Int! ticks: Int! @requiresScopes(scopes: [["things:read"]]) floods: String!
          log(after: Cursor, like: String): Entry! @requiresScopes(scopes: [["things:read"]]) }
        scalar Cursor
        enum EntryKind { ENTRY CAUGHT_UP }
        type Entry { cursor: Cursor! sequence: Int! kind: EntryKind! text: String thing: Thing }
        type Thing @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Query: {
          things: () => [{ id: 1 }],
          whoami: async (_: never, __: never, { signedCaller }) => {
            const caller = await verifyCaller(signedCaller, CONTEXT_KEY)
            return `${caller.actor.name} of ${caller.tenant}`
          },
          leaks: () => {
            throw new Error('connection string is secret')
          },
          refuses: () => {
            throw new CasbahError('NOT_FOUND', 'There is no such thing.')
          },
        },
        Mutation: { make: () => ({ id: 2 }) },
        Subscription: {
          counted: {
            subscribe: async function* (_: never, { to }: { to: number }) {
              for (let n = 1; n <= to; n++) yield { counted: n }
            },
          },
          log: {
            subscribe: async function* (_: never, { after, like = '' }: { after?: string; like?: string }, { signal }) {
              live.count++
              try {
                yield* log.follow(after, text => text.includes(like), signal)
              } finally {
                live.count--
              }
            },
          },
          ticks: { subscribe: (_: never, __: never, { signal }) => endless(n => ({ ticks: n }), 5, signal) },
          floods: {
            subscribe: (_: never, __: never, { signal }) => endless(() => ({ floods: 'x'.repeat(100_000) }), 0, signal),
          },
        },
      },
    },
    sizes: {
      sdl: `type Thing @key(fields: "id") { id: ID! size: Int }`,
      resolvers: { Thing: { __resolveReference: ({ id }: { id: string }) => ({ id, size: Number(id) * 10 }) } },
    },
  })
  const gateway = createGateway({
    supergraphSdl: graph.supergraphSdl,
    subgraphs: { things: { handle: graph.handles.things! }, sizes: { handle: graph.handles.sizes! } },
    authenticate: new Tokens().authenticate,
    contextKey: CONTEXT_KEY,
    port: 0,
    logger: silentLogger(),
    ...options,
  })
  const addresses = await gateway.listen()
  open.add(gateway)
  return { gateway, live, log, ...addresses }
}

export function silentLogger(): ReturnType<typeof createLogger> {
  const logger = createLogger('test')
  logger.level = 'silent'
  return logger
}

export interface Reply {
  status: number
  headers: Headers
  body: { data?: unknown; errors?: { message: string; path?: unknown; extensions: Record<string, unknown> }[] }
}

export async function ask(
  url: string,
  query: string,
  headers: Record<string, string> = { authorization: 'Bearer reader' },
): Promise<Reply> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  })
  return { status: response.status, headers: response.headers, body: (await response.json()) as Reply['body'] }
}

export function connect(
  wsUrl: string,
  connectionParams: Record<string, unknown>,
  closed?: (code: number, reason: string) => void,
): Client {
  return createClient({
    url: wsUrl,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams,
    on: { closed: event => closed?.((event as CloseEvent).code, (event as CloseEvent).reason) },
  })
}

/** Waits for a condition, at most two seconds. */
export async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !holds(); i++) await sleep(5)
  if (!holds()) throw new Error('it did not come to pass within two seconds')
}
