import { createHash } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { WebSocket } from 'ws'
import { composeGraph } from './compose.ts'
import { closeGateways, smallGateway } from './gateway.ts'

// Run by memory.test.ts in a process of its own, with --expose-gc: does each thing a few times, then many times, and prints how much
// more the heap holds after it, in bytes by scenario.

const WARM = 400
const MANY = 1_600
const AT_ONCE = 20

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
  cachedDocuments: 100,
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

/** Sends a message or two over a socket that then breaks, or is left in order. */
function socket(n: number, query: string): Promise<void> {
  return new Promise(done => {
    const opened = new WebSocket(wsUrl, 'graphql-transport-ws')
    opened.once('open', () => opened.send('{"type":"connection_init","payload":{"token":"reader"}}'))
    opened.on('message', data => {
      const { type } = JSON.parse(String(data)) as { type: string }
      if (type === 'connection_ack') opened.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }))
      else if (n % 2) opened.terminate()
      else opened.close()
    })
    opened.once('close', () => done())
  })
}

const persisted = (query: string) => ({
  query,
  extensions: { persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') } },
})
const leaked: unknown[] = []

/** Each does one thing; `n` is another one every time. */
const SCENARIOS: Record<string, (n: number) => Promise<unknown>> = {
  'equal queries': n => post({ query: 'query ($text: String) { echo(text: $text) }', variables: { text: `t${n}` } }),
  'documents beyond the cache, with names of their own': n =>
    post({ query: `query Q${n} { e${n}: echo(text: "${n}") }` }),
  'documents by hash': n => post(persisted(`{ p${n}: echo(text: "${'x'.repeat(5_000)}") }`)),
  'documents that are wrong': n => post({ query: ['{', `{ no${n} }`, `query A { echo } query B${n} { echo }`][n % 3] }),
  'unknown tokens': n => post({ query: '{ echo }' }, { authorization: `Bearer ${'x'.repeat(400)}${n}` }),
  'faults of a subgraph': () => post({ query: '{ throws }' }),
  'garbage and broken answers of a subgraph': () => post({ query: '{ things { id size } }' }),
  'requests given up while a subgraph works': n => {
    const gone = new AbortController()
    setTimeout(() => gone.abort(), 2 + (n % 3))
    return post({ query: '{ waits }' }, {}, gone.signal).catch(() => undefined)
  },
  'streams left': async () => {
    const gone = new AbortController()
    const body = JSON.stringify({ query: 'subscription { ticks }' })
    const options = {
      dispatcher: agent,
      method: 'POST' as const,
      headers: { ...headers, accept: 'text/event-stream' },
      body,
    }
    const answer = await request(url, { ...options, signal: gone.signal })
    answer.body.on('error', () => undefined)
    await new Promise(done => answer.body.once('data', done))
    gone.abort()
  },
  'sockets with a query': n => socket(n, '{ echo(text: "a") }'),
  'sockets with a subscription': n => socket(n, 'subscription { ticks }'),
  'a leak of half a kilobyte each': async n =>
    void leaked.push(Buffer.from(`${n}`.repeat(4)).toString('hex').repeat(2), new Array(64).fill(n)),
}

async function many(times: number, once: (n: number) => Promise<unknown>): Promise<void> {
  for (let n = 0; n < times; n += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, () => once(turn++)))
}
let turn = 0

/** What is still held once all that is not has gone; what is freed by a callback of the collector takes some rounds. */
async function held(): Promise<number> {
  let least = Infinity
  for (let n = 0; n < 4; n++) {
    await sleep(15)
    ;(globalThis as unknown as { gc: () => void }).gc()
    least = Math.min(least, process.memoryUsage().heapUsed)
  }
  return least
}

const grown: Record<string, number> = {}
for (const [name, once] of Object.entries(SCENARIOS)) {
  await many(WARM, once)
  const before = await held()
  await many(MANY, once)
  grown[name] = (await held()) - before
}
console.log(JSON.stringify({ times: MANY, grown }))
await agent.destroy()
await closeGateways()
failingService.closeAllConnections()
failingService.close()
