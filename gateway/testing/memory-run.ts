import { createHash } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { WebSocket } from 'ws'
import { composeGraph } from './compose.ts'
import { closeGateways, smallGateway } from './gateway.ts'

// Run by memory.test.ts in a process of its own, with --expose-gc: does each thing until the caches are full, then many times more, and
// prints how much more the heap holds after that, in bytes by scenario.

const AT_ONCE = 20
/** What grows once is a cache or compiled code; what grows every time is a leak. */
const ROUNDS = 6
const BOUND = Number(process.argv[2])
/** A collection that frees no more bytes than this has nothing left to free. */
const SETTLED = 2_000
const TRIES = 12

interface Scenario {
  /** Until all that is bounded is full. */
  warm: number
  many: number
  /** Does it once; `n` is another one every time. */
  once(n: number): Promise<unknown>
}

/** How the subgraph that is a service of its own fails, one way after the other. */
const FAILURES: ((response: ServerResponse) => void)[] = [
  response => response.end('<html>'),
  response => response.writeHead(500).end(),
  response => response.destroy(),
  response => response.end('{"hello":1}'),
  response => response.end(`{"data":{"_entities":"${'x'.repeat(50_000)}"}}`),
  response =>
    response.end('{"errors":[{"message":"no","path":["_entities",0,"size"],"extensions":{"code":"CONFLICT"}}]}'),
  response => {
    response.write('{"data":')
    response.destroy()
  },
]
let failing = 0
const failingService = createServer((_, response) => FAILURES[failing++ % FAILURES.length]!(response))
await new Promise<void>(done => failingService.listen(0, '127.0.0.1', done))

const graph = composeGraph({
  things: {
    sdl: `
      type Query { things: [Thing!] echo(text: String): String waits: String throws: String }
      type Subscription { ticks: Int }
      type Thing @key(fields: "id") { id: ID! name: String }
    `,
    resolvers: {
      Query: {
        things: () => [
          { id: 1, name: 'a' },
          { id: 2, name: 'b' },
        ],
        echo: (_: never, { text }: { text: string }) => text,
        waits: (_: never, __: never, { signal }) =>
          sleep(60_000, 'late', { signal: signal!, ref: false }).catch(() => null),
        throws: () => {
          throw new Error('a fault')
        },
      },
      Subscription: {
        ticks: {
          subscribe: async function* (_: never, __: never, { signal }) {
            for (let ticks = 0; !signal?.aborted; ticks++) {
              yield { ticks }
              await sleep(1, undefined, { ref: false })
            }
          },
        },
      },
    },
  },
  sizes: { sdl: `type Thing @key(fields: "id") { id: ID! size: Int }`, resolvers: {} },
})

const { url, wsUrl } = await smallGateway({
  supergraphSdl: graph.supergraphSdl,
  subgraphs: {
    things: { handle: graph.handles.things! },
    sizes: { url: `http://127.0.0.1:${(failingService.address() as AddressInfo).port}/` },
  },
  cachedDocuments: 50,
  limits: { windowCost: Number.MAX_SAFE_INTEGER },
})

const agent = new Agent({ connections: AT_ONCE })
const headers = { 'content-type': 'application/json', authorization: 'Bearer reader' }

async function post(body: object, more: Record<string, string> = {}, signal?: AbortSignal): Promise<void> {
  const options = {
    dispatcher: agent,
    method: 'POST' as const,
    headers: { ...headers, ...more },
    body: JSON.stringify(body),
  }
  const answer = await request(url, signal ? { ...options, signal } : options)
  await answer.body.dump()
}

/** Follows a subscription by server-sent events, and goes in the midst of it. */
async function stream(): Promise<void> {
  const gone = new AbortController()
  const { body } = await request(url, {
    dispatcher: agent,
    method: 'POST',
    headers: { ...headers, accept: 'text/event-stream' },
    body: '{"query":"subscription { ticks }"}',
    signal: gone.signal,
  })
  body.on('error', () => undefined)
  await new Promise(done => body.once('data', done))
  gone.abort()
}

/** Begins an operation over a socket, which then breaks, or is left in order, at the first answer or soon. */
function socket(n: number, query: string): Promise<void> {
  return new Promise(done => {
    const opened = new WebSocket(wsUrl, 'graphql-transport-ws')
    opened.once('open', () => opened.send('{"type":"connection_init","payload":{"token":"reader"}}'))
    opened.on('message', data => {
      const { type } = JSON.parse(String(data)) as { type: string }
      if (type !== 'connection_ack') return leave()
      opened.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }))
      setTimeout(leave, 10)
    })
    const leave = () => (n % 2 ? opened.terminate() : opened.close())
    opened.once('close', () => done())
  })
}

const persisted = (query: string) => ({
  query,
  extensions: { persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') } },
})
const leaked: unknown[] = []

const SCENARIOS: Record<string, Scenario> = {
  'equal queries': {
    warm: 240,
    many: 300,
    once: n => post({ query: 'query ($text: String) { echo(text: $text) }', variables: { text: `t${n}` } }),
  },
  'documents beyond the cache, with names of their own': {
    warm: 220,
    many: 240,
    once: n => post({ query: `query Q${n} { e${n}: echo(text: "${n}") }` }),
  },
  'documents by hash': {
    warm: 100,
    many: 140,
    once: n => post(persisted(`{ p${n}: echo } # ${'x'.repeat(95_000)}`)),
  },
  'documents that are wrong': {
    warm: 60,
    many: 240,
    once: n => post({ query: ['{', `{ no${n} }`, `query A { echo } query B${n} { echo }`][n % 3] }),
  },
  'unknown tokens': {
    warm: 300,
    many: 240,
    once: n => post({ query: '{ echo }' }, { authorization: `Bearer ${'x'.repeat(14_000)}${n}` }),
  },
  'faults of a subgraph': { warm: 60, many: 240, once: () => post({ query: '{ throws }' }) },
  'garbage and broken answers of a subgraph': {
    warm: 20,
    many: 120,
    once: () => post({ query: '{ things { id size } }' }),
  },
  'requests given up while a subgraph works': {
    warm: 60,
    many: 240,
    once: n => {
      const gone = new AbortController()
      setTimeout(() => gone.abort(), 2 + (n % 3))
      return post({ query: '{ waits }' }, {}, gone.signal).catch(() => undefined)
    },
  },
  'streams left': { warm: 20, many: 120, once: stream },
  'sockets with a query': { warm: 20, many: 120, once: n => socket(n, '{ echo(text: "a") }') },
  'sockets with a subscription': { warm: 20, many: 120, once: n => socket(n, 'subscription { ticks }') },
  'sockets with a query that waits': { warm: 20, many: 120, once: n => socket(n, '{ waits }') },
  'a leak of a kilobyte each': {
    warm: 20,
    // They cost next to nothing, and what the others left to be freed late must not hide them.
    many: 720,
    once: async n => void leaked.push(Array.from({ length: 128 }, () => n)),
  },
}

let turn = 0

async function repeat(times: number, { once }: Scenario): Promise<void> {
  for (let n = 0; n < times; n += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, () => once(turn++)))
}

/** What is still held when all that is not has gone: what callbacks of the collector and late timers free takes several collections. */
async function held(): Promise<number> {
  for (let last = Infinity, tries = 0; ; tries++) {
    await sleep(15)
    ;(globalThis as unknown as { gc: () => void }).gc()
    const { heapUsed } = process.memoryUsage()
    if (tries === TRIES || last - heapUsed < SETTLED) return heapUsed
    last = heapUsed
  }
}

const grown: Record<string, number> = {}
for (const [name, scenario] of Object.entries(SCENARIOS)) {
  await repeat(scenario.warm, scenario)
  let before = await held()
  for (let round = 0; round < ROUNDS; round++) {
    await repeat(scenario.many, scenario)
    const after = await held()
    grown[name] = after - before
    if (grown[name] < BOUND) break
    before = after
  }
}
process.stdout.write(JSON.stringify(grown))
await agent.destroy()
await closeGateways()
failingService.closeAllConnections()
failingService.close()
