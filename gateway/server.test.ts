import { listenSubgraph, verifyCaller } from '@casbah/kit'
import { Counter, Registry } from 'prom-client'
import { httpDoor } from './http-door.ts'
import {
  ask,
  callerWith,
  CONTEXT_KEY,
  closeGateways,
  smallGateway,
  silentLogger,
  Tokens,
  until,
  type Small,
} from './testing/gateway.ts'
import { createGateway } from './server.ts'

afterAll(closeGateways)

describe('the gateway over HTTP', () => {
  const tokens = new Tokens()
  let small: Small

  beforeAll(async () => {
    small = await smallGateway({
      authenticate: tokens.authenticate,
      doors: {
        '/intake/': async ({ path, headers, body }) => {
          const { actor, tenant } = await verifyCaller(headers['x-casbah-caller'], CONTEXT_KEY)
          return { status: 202, body: JSON.stringify({ path, bytes: body.length, kind: actor.kind, tenant }) }
        },
      },
    })
  })
  afterEach(() => {
    tokens.failing = false
  })

  const at = (path: string, init?: RequestInit) => fetch(new URL(path, small.url), init)

  it('answers a query across subgraphs, as the caller of the token', async () => {
    const reply = await ask(small.url, '{ things { id size } whoami }')
    expect(reply.body).toMatchObject({ data: { things: [{ id: '1', size: 10 }], whoami: 'a test of t1' } })
    expect(reply.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
  })

  it.each([
    ['no token', {}, 'This needs a token.'],
    ['an unknown token', { authorization: 'Bearer other' }, 'The token is unknown'],
    ['something else than a token', { authorization: 'Bearer ' }, 'This needs a token.'],
  ])('refuses %s with 401 and a sentence', async (_name, headers, sentence) => {
    const reply = await ask(small.url, '{ whoami }', headers as Record<string, string>)
    expect(reply.status).toBe(401)
    expect(reply.headers.get('www-authenticate')).toBe('Bearer realm="casbah"')
    expect(reply.body.errors?.[0]).toMatchObject({
      message: expect.stringContaining(sentence),
      extensions: { code: 'UNAUTHENTICATED' },
    })
  })

  it('refuses a token that has ended', async () => {
    tokens.known.set('old', callerWith([], Date.now() - 1))
    expect((await ask(small.url, '{ whoami }', { authorization: 'Bearer old' })).status).toBe(401)
  })

  it('says that tokens cannot be looked up, without saying why', async () => {
    tokens.failing = true
    const reply = await ask(small.url, '{ whoami }', { authorization: 'Bearer unseen' })
    expect([reply.status, reply.body.errors?.[0]?.extensions.code]).toEqual([503, 'UNAVAILABLE'])
    expect(JSON.stringify(reply.body)).not.toContain('hunter2')
  })

  it('looks a token up once a second', async () => {
    tokens.known.set('busy', callerWith([]))
    const before = tokens.lookups
    const begun = performance.now()
    await Promise.all(Array.from({ length: 10 }, () => ask(small.url, '{ whoami }', { authorization: 'Bearer busy' })))
    expect(tokens.lookups - before).toBeLessThanOrEqual(1 + Math.floor((performance.now() - begun) / 1_000))
  })

  it('refuses an operation beyond the scopes whole', async () => {
    const reply = await ask(small.url, '{ whoami things { id } }', { authorization: 'Bearer nobody' })
    expect(reply.status).toBe(403)
    expect(reply.body).toEqual({
      errors: [
        {
          message: expect.stringContaining('things:read') as unknown,
          extensions: { code: 'FORBIDDEN', scopes: ['things:read'] },
        },
      ],
    })
  })

  it('asks of several operations only for the scopes of the one that runs', async () => {
    const query = 'query Mine { whoami } query Theirs { things { id } }'
    const send = (operationName: string) =>
      at('/graphql', {
        method: 'POST',
        body: JSON.stringify({ query, operationName }),
        headers: { 'content-type': 'application/json', authorization: 'Bearer nobody' },
      })
    expect(await (await send('Mine')).json()).toMatchObject({ data: { whoami: 'a test of t1' } })
    expect((await send('Theirs')).status).toBe(403)
  })

  it('shows errors of the catalogue and masks all others', async () => {
    const { body, headers } = await ask(small.url, '{ refuses leaks }', {
      authorization: 'Bearer reader',
      'x-request-id': 'my-request-1',
    })
    expect(headers.get('x-request-id')).toBe('my-request-1')
    expect(body.data).toEqual({ refuses: null, leaks: null })
    expect(body.errors).toEqual([
      { message: 'There is no such thing.', path: ['refuses'], extensions: { code: 'NOT_FOUND' } },
      {
        message: expect.stringContaining('went wrong on our side') as unknown,
        path: ['leaks'],
        extensions: { code: 'INTERNAL', requestId: 'my-request-1' },
      },
    ])
  })

  it.each([
    [
      'a mutation by GET',
      () => at('/graphql?query=mutation{make{id}}', { headers: { authorization: 'Bearer reader' } }),
      405,
    ],
    ['a body that is not JSON', () => post('{'), 400],
    ['a body without a query', () => post('{}'), 400],
    ['a body over 1 MiB', () => post(JSON.stringify({ query: 'x'.repeat(2 << 20) })), 413],
    ['such a body of unknown length', () => post(inParts(JSON.stringify({ query: 'x'.repeat(2 << 20) }))), 413],
    ['several operations in one body', () => post('[{"query":"{whoami}"}]'), 400],
  ])('refuses %s', async (_name, send, status) => {
    const response = await send()
    expect(response.status).toBe(status)
    const { errors } = (await response.json()) as { errors: { message: string }[] }
    expect(errors[0]?.message).toMatch(/\w+/)
  })

  it('takes a body of unknown length', async () => {
    expect(await (await post(inParts('{"query":"{whoami}"}'))).json()).toMatchObject({
      data: { whoami: 'a test of t1' },
    })
  })

  /** As a stream it is sent without its length. */
  const inParts = (text: string) => new Blob([text.slice(0, 5), text.slice(5)]).stream()

  const post = (body: string | ReadableStream) =>
    at('/graphql', {
      method: 'POST',
      body,
      ...(typeof body === 'string' ? {} : { duplex: 'half' }),
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        authorization: 'Bearer reader',
      },
    })

  it('takes queries by GET', async () => {
    const response = await at('/graphql?query={whoami}', { headers: { authorization: 'Bearer reader' } })
    expect(await response.json()).toMatchObject({ data: { whoami: 'a test of t1' } })
  })

  it('streams a subscription as server-sent events', async () => {
    const response = await at('/graphql', {
      method: 'POST',
      body: JSON.stringify({ query: 'subscription { counted(to: 2) }' }),
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: 'Bearer reader' },
    })
    const events = (await response.text()).split('\n').filter(line => line.startsWith('data: {'))
    expect(events).toEqual(['data: {"data":{"counted":1}}', 'data: {"data":{"counted":2}}'])
  })

  it('ends the subscription in the subgraph when the client goes', async () => {
    const stop = new AbortController()
    const response = await at('/graphql', {
      method: 'POST',
      body: JSON.stringify({ query: 'subscription { ticks }' }),
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: 'Bearer reader' },
      signal: stop.signal,
    })
    const reader = response.body!.getReader()
    await reader.read()
    stop.abort()
    await expect(reader.read()).rejects.toThrow('aborted')
    await until(() => small.live.count === 0)
  })

  it.each([
    ['/healthz', 200, '"status":"ok"'],
    ['/metrics', 200, 'casbah_gateway_operations_total'],
    ['/readyz', 200, '{"ready":true,"subgraphs":{"sizes":"ok","things":"ok"},"supergraph":{"hash":"'],
    ['/', 200, '<title>Casbah</title>'],
    ['/console/console.js', 200, 'sessionStorage'],
    ['/console/../package.json', 404, 'There is nothing at /package.json'],
    ['/export/activities', 404, 'nothing in this installation has opened it'],
    ['/elsewhere', 404, 'There is nothing at /elsewhere'],
  ])('answers %s with %d', async (path, status, text) => {
    const response = await at(path)
    expect(response.status).toBe(status)
    expect(await response.text()).toContain(text)
  })

  it('hands requests to doors, and says itself who calls', async () => {
    const init = { method: 'POST', body: 'abc', headers: { 'x-casbah-caller': 'a.forged.caller.x' } }
    const stranger = await at('/intake/app/stream', init)
    expect([stranger.status, await stranger.json()]).toEqual([
      202,
      { path: '/intake/app/stream', bytes: 3, kind: 'SYSTEM', tenant: null },
    ])
    const caller = await at('/intake/app/stream', {
      ...init,
      headers: { ...init.headers, authorization: 'Bearer reader' },
    })
    expect(await caller.json()).toMatchObject({ kind: 'TOKEN', tenant: 't1' })
  })
})

describe('a door of a service of its own', () => {
  it.each(['POST', 'GET', 'OPTIONS'])('is reached by %s, with path, query, body and caller', async method => {
    const counts = new Registry()
    new Counter({ name: 'casbah_test_total', help: 'Of the test.', registers: [counts] }).inc(7)
    const service = await listenSubgraph({
      name: 'apps',
      handle: async () => ({}),
      contextKey: CONTEXT_KEY,
      doors: {
        '/intake/': async ({ method: by, path, query, body }) => ({
          status: 503,
          headers: { 'content-type': 'text/plain', 'retry-after': '30', 'x-challenge': 'c' },
          body: `${by} ${path} ${query.get('a')} ${Buffer.from(body).toString()}`,
        }),
      },
      ready: async () => true,
      metrics: counts,
      port: 0,
      logger: silentLogger(),
    })
    const small = await smallGateway({ doors: { '/intake/': httpDoor(service.url) }, registries: [counts] })
    const sent = method === 'POST' ? 'pushed' : ''
    const response = await fetch(new URL('/intake/x?a=1', small.url), { method, ...(sent && { body: sent }) })
    expect([response.status, await response.text()]).toEqual([503, `${method} /intake/x 1 ${sent}`])
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/plain',
      'retry-after': '30',
      'x-challenge': 'c',
    })
    for (const at of [service.url, small.url])
      expect(await (await fetch(new URL('/metrics', at))).text()).toContain('casbah_test_total 7')
    await service.close()
  })
})

describe('a door that tells a long story', () => {
  it.each(['in this process', 'over HTTP'])(
    'goes through %s as fast as it is taken, and ends when nobody listens',
    async way => {
      let told = 0
      let ended = false
      async function* story() {
        try {
          for (; told < 10_000; told++) yield 'x'.repeat(10_000)
        } finally {
          ended = true
        }
      }
      const doors = {
        '/export/': async () => ({ status: 200, headers: { 'content-type': 'text/plain' }, body: '', rest: story() }),
      }
      const service = await listenSubgraph({
        name: 'posture',
        handle: async () => ({}),
        contextKey: CONTEXT_KEY,
        doors,
        ready: async () => true,
        port: 0,
        logger: silentLogger(),
      })
      const small = await smallGateway({ doors: way === 'over HTTP' ? { '/export/': httpDoor(service.url) } : doors })
      const gone = new AbortController()
      const response = await fetch(new URL('/export/x', small.url), { signal: gone.signal })
      const reader = response.body!.getReader()
      let bytes = 0
      while (bytes < 1_000_000) bytes += (await reader.read()).value!.length
      // What is on the way is bounded: sockets and buffers between hold some megabytes, the story is of a hundred.
      await new Promise(done => setTimeout(done, 200))
      expect(told).toBeLessThan(3_000)
      gone.abort()
      for (let tries = 0; !ended && tries < 200; tries++) await new Promise(done => setTimeout(done, 25))
      expect(ended).toBe(true)
      expect(told).toBeLessThan(3_000)
      await service.close()
    },
  )
})

describe('a gateway with a subgraph down', () => {
  it('says so on /readyz, names it in errors, answers the rest, logs why', async () => {
    const logger = silentLogger()
    const logged: unknown[] = []
    logger.warn = ((line: unknown) => logged.push(line)) as never
    const small = await smallGateway({
      subgraphs: {
        things: { handle: async () => ({ data: { __typename: 'Query', things: [{ __typename: 'Thing', id: '1' }] } }) },
        sizes: { url: 'http://127.0.0.1:1/graphql' },
      },
      logger,
    })
    const ready = await fetch(new URL('/readyz', small.url))
    expect([ready.status, await ready.json()]).toEqual([
      503,
      {
        ready: false,
        subgraphs: { things: 'ok', sizes: 'does not answer.' },
        supergraph: { hash: expect.stringMatching(/^[0-9a-f]{16}$/), since: expect.any(String), problem: null },
      },
    ])
    const { body } = await ask(small.url, '{ things { id size } }')
    expect(body).toMatchObject({
      data: { things: [{ id: '1', size: null }] },
      errors: [
        {
          message: 'The subgraph sizes does not answer.',
          path: ['things', 0],
          extensions: { code: 'UNAVAILABLE', subgraph: 'sizes' },
        },
      ],
    })
    expect(logged).toEqual([
      { subgraph: 'sizes', error: 'does not answer.', cause: expect.stringContaining('ECONNREFUSED') as unknown },
    ])
  })
})

describe('a gateway that cannot start', () => {
  const options = { supergraphSdl: '', subgraphs: {}, port: 0, logger: silentLogger() }

  it('says that its port is taken', async () => {
    const small = await smallGateway()
    const port = Number(new URL(small.url).port)
    await expect(smallGateway({ port })).rejects.toMatchObject({
      message: `Port ${port} is in use. Stop what listens there, or choose another port.`,
      code: 'EADDRINUSE',
    })
  })

  it.each(['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example.com', ''])(
    'does not serve everyone beyond this machine, at %p',
    host => {
      expect(() => createGateway({ ...options, authenticate: null, host })).toThrow('loopback only')
    },
  )

  it('does not take a schema for a supergraph', () => {
    expect(() => createGateway({ ...options, supergraphSdl: 'type Query { a: Int }', authenticate: null })).toThrow(
      'names no subgraphs',
    )
  })
})

describe('a gateway without authentication', () => {
  it('answers everyone on this machine', async () => {
    const small = await smallGateway({ authenticate: null })
    expect((await ask(small.url, '{ things { size } }', {})).body).toEqual({ data: { things: [{ size: 10 }] } })
  })
})
