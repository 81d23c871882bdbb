import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { context, propagation, SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace'
import { listenSubgraph, tracedHandle } from '@casbah/kit'
import { composeGraph } from '../testing/compose.ts'
import {
  ask,
  closeGateways,
  connect,
  CONTEXT_KEY,
  silentLogger,
  smallGateway,
  until,
  type Small,
} from '../testing/gateway.ts'

const exporter = new InMemorySpanExporter()
const tracer = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }).getTracer('casbah')

const TRACE = '0af7651916cd43dd8448eb211c80319c'
const ABOVE = 'b7ad6b7169203331'
const TRACEPARENT = `00-${TRACE}-${ABOVE}-01`

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
})
beforeEach(() => exporter.reset())
afterAll(async () => {
  await closeGateways()
  context.disable()
  propagation.disable()
})

/** Spans by name, each with its parent's name. */
function tree(spans = exporter.getFinishedSpans()): string[] {
  const nameOf = new Map(spans.map(span => [span.spanContext().spanId, span.name]))
  return spans
    .map(span => {
      const above = span.parentSpanContext?.spanId
      return `${above === undefined ? '' : `${nameOf.get(above) ?? above} > `}${span.name}`
    })
    .sort()
}

const named = (name: string): ReadableSpan => exporter.getFinishedSpans().find(span => span.name === name)!

describe('spans', () => {
  let small: Small
  beforeAll(async () => {
    small = await smallGateway({ tracer })
  })

  it("are one an operation and one a fetch within, below the client's", async () => {
    await ask(small.url, 'query Sizes { things { size } }', {
      authorization: 'Bearer reader',
      traceparent: TRACEPARENT,
    })
    expect(tree()).toEqual([`${ABOVE} > query`, 'query > query sizes', 'query > query things'])
    expect(new Set(exporter.getFinishedSpans().map(span => span.spanContext().traceId))).toEqual(new Set([TRACE]))
    const operation = named('query')
    expect([operation.kind, operation.attributes]).toEqual([
      SpanKind.SERVER,
      { 'graphql.operation.type': 'query', 'graphql.operation.name': 'Sizes', 'casbah.outcome': 'ok' },
    ])
    const fetch = named('query sizes')
    expect([fetch.kind, fetch.attributes]).toEqual([
      SpanKind.CLIENT,
      { 'graphql.operation.type': 'query', 'casbah.subgraph': 'sizes' },
    ])
  })

  it.each<[string, string, Record<string, unknown>, SpanStatusCode]>([
    ['{ refuses whoami }', 'reader', { 'casbah.outcome': 'partial', 'error.type': 'NOT_FOUND' }, SpanStatusCode.UNSET],
    ['{ things { id } }', 'nobody', { 'casbah.outcome': 'failed', 'error.type': 'FORBIDDEN' }, SpanStatusCode.ERROR],
  ])('tell how %s ends for %s', async (query, token, attributes, status) => {
    await ask(small.url, query, { authorization: `Bearer ${token}` })
    const { attributes: told, status: ended } = named('query')
    expect([told, ended.code]).toEqual([{ 'graphql.operation.type': 'query', ...attributes }, status])
  })

  it('never hold what was asked or answered', async () => {
    await ask(small.url, 'query Secret { leaks refuses things { hidden: id } __type(name: "literal") { name } }')
    const text = JSON.stringify(
      exporter.getFinishedSpans().map(({ name, attributes, status, events }) => ({ name, attributes, status, events })),
    )
    expect(text).toContain('"graphql.operation.name":"Secret"')
    expect(text).not.toMatch(/literal|hidden|connection string|There is no such thing|reader/)
  })

  it('have short names, whatever clients think of', async () => {
    await ask(small.url, `query ${'N'.repeat(10_000)} { whoami }`)
    expect(String(named('query').attributes['graphql.operation.name'])).toHaveLength(100)
  })

  it('tell of operations over graphql-ws, and of the opening of a subscription, not of its events', async () => {
    const client = connect(small.wsUrl, { token: 'reader' })
    await client.iterate({ query: '{ whoami }', extensions: { traceparent: TRACEPARENT } }).next()
    for await (const event of client.iterate({ query: 'subscription { counted(to: 5) }' }))
      expect(event.data).toBeTruthy()
    await client.dispose()
    expect(tree()).toEqual([
      `${ABOVE} > query`,
      'query > query things',
      'subscription',
      'subscription > subscription things',
    ])
  })

  it('end when the client goes', async () => {
    const { url } = await smallGateway({
      tracer,
      subgraphs: {
        things: {
          handle: () => {
            // The request is under way: now the client goes.
            setImmediate(() => gone.abort())
            return new Promise(() => {})
          },
        },
        sizes: { handle: () => new Promise(() => {}) },
      },
    })
    const gone = new AbortController()
    const asked = fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer reader' },
      body: '{"query":"{ whoami }"}',
      signal: gone.signal,
    }).catch((error: Error) => error.name)
    expect(await asked).toBe('AbortError')
    await until(() => exporter.getFinishedSpans().length === 2)
    expect(named('query things').attributes['error.type']).toBe('AbortError')
    expect(named('query').status.code).toBe(SpanStatusCode.ERROR)
  })

  it('are of no use to a client that sends nonsense', async () => {
    await ask(small.url, '{ __typename }', { authorization: 'Bearer reader', traceparent: '00-nonsense' })
    expect(tree()).toEqual(['query'])
  })
})

describe('a trace', () => {
  it.each(['in process', 'over HTTP'])('goes on in the subgraph, %s', async way => {
    const { supergraphSdl, handles } = composeGraph({
      things: { sdl: 'type Query { one: Int }', resolvers: { Query: { one: () => 1 } } },
    })
    const handle = tracedHandle('things', handles.things!, tracer)
    const service = await listenSubgraph({
      name: 'things',
      handle,
      contextKey: CONTEXT_KEY,
      ready: async () => true,
      port: 0,
      logger: silentLogger(),
    })
    const { url } = await smallGateway({
      tracer,
      supergraphSdl,
      subgraphs: { things: way === 'in process' ? { handle } : { url: service.url } },
    })
    await ask(url, 'query { one }', { authorization: 'Bearer reader', traceparent: TRACEPARENT })
    expect(tree()).toEqual([`${ABOVE} > query`, 'query > query things', 'query things > query'])
    await service.close()
  })

  it('does not go to subgraphs from a gateway without a tracer', async () => {
    const sent: unknown[] = []
    const { supergraphSdl } = composeGraph({ things: { sdl: 'type Query { one: Int }', resolvers: {} } })
    const server = createServer((request, response) => {
      sent.push(request.headers.traceparent)
      response.end('{"data":{"one":1}}')
    })
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    const { url } = await smallGateway({ supergraphSdl, subgraphs: { things: { url: `http://127.0.0.1:${port}/` } } })
    await ask(url, '{ one }', { authorization: 'Bearer reader', traceparent: TRACEPARENT })
    expect([sent, exporter.getFinishedSpans()]).toEqual([[undefined], []])
    await closeGateways()
    server.closeAllConnections()
    await new Promise(done => server.close(done))
  })
})
