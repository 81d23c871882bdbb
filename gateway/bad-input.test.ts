import { connect as connectTcp } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { composeGraph } from './testing/compose.ts'
import { ask, closeGateways, connect, smallGateway, until, type Small } from './testing/gateway.ts'

// Whatever comes in: an answer that the specification wants, in bounded time, and the next one is served as if nothing had been.

/** Of fetches that wait: how many began, and how many heard that nobody waits for them any more. */
const waiting = { begun: 0, left: 0 }

const graph = composeGraph({
  all: {
    sdl: `
      type Query { a: A s: String waits: String echo(text: String!, n: Int, in: In): String }
      input In { a: Int! more: [In!] }
      type A { a: A s: String }
      type Subscription { ticks: Int }
    `,
    resolvers: {
      Query: {
        a: () => ({ s: 'x' }),
        s: () => 'x',
        echo: (_: never, { text }: { text: string }) => text,
        waits: async (_: never, __: never, { signal }) => {
          waiting.begun++
          await sleep(60_000, undefined, { signal: signal!, ref: false }).catch(() => waiting.left++)
        },
      },
      Subscription: {
        ticks: {
          subscribe: async function* (_: never, __: never, { signal }) {
            for (let ticks = 0; !signal?.aborted; ticks++) {
              yield { ticks }
              await sleep(5)
            }
          },
        },
      },
    },
  },
})

let small: Small
beforeAll(async () => {
  small = await smallGateway({
    supergraphSdl: graph.supergraphSdl,
    subgraphs: { all: { handle: graph.handles.all! } },
    limits: { windowCost: 1_000_000 },
  })
})
afterEach(async () => {
  if ((await ask(small.url, '{ s }')).status !== 200) throw new Error('it does not serve any more')
})
afterAll(closeGateways)

const ECHO = 'query ($text: String!, $n: Int, $in: In) { echo(text: $text, n: $n, in: $in) }'
const times = (count: number, each: (n: number) => string) => Array.from({ length: count }, (_, n) => each(n)).join(' ')
const json = (value: unknown) => JSON.stringify(value)
const deepInput = `${'{"a":1,"more":['.repeat(20_000)}{"a":1}${']}'.repeat(20_000)}`

/** What is wrong with an operation, whichever way it comes. */
const OPERATIONS: [name: string, operation: string, code: string, sentence: string][] = [
  ['an empty document', json({ query: '' }), 'GRAPHQL_PARSE_FAILED', 'Unexpected <EOF>'],
  ['a malformed document', json({ query: '{ s' }), 'GRAPHQL_PARSE_FAILED', 'Expected Name'],
  ['a character that is none', json({ query: '{ s \u0000 }' }), 'GRAPHQL_PARSE_FAILED', 'Unexpected character'],
  ['an unknown field', json({ query: '{ nothing }' }), 'GRAPHQL_VALIDATION_FAILED', 'Cannot query field'],
  ['an unknown kind', json({ query: 'mutation { s }' }), 'GRAPHQL_VALIDATION_FAILED', 'The schema has no mutations.'],
  ['an unknown operation', json({ query: '{ s }', operationName: 'X' }), 'OPERATION_RESOLUTION_FAILURE', 'operation'],
  ['one of several', json({ query: 'query A { s } query B { s }' }), 'OPERATION_RESOLUTION_FAILURE', 'operation'],
  ['a missing variable', json({ query: ECHO }), 'BAD_USER_INPUT', 'was not provided'],
  ['a null variable', json({ query: ECHO, variables: { text: null } }), 'BAD_USER_INPUT', 'must not be null'],
  [
    'a wrong variable',
    json({ query: ECHO, variables: { text: 7 } }),
    'BAD_USER_INPUT',
    'cannot represent a non string',
  ],
  ['too large a number', json({ query: ECHO, variables: { text: '', n: 1e10 } }), 'BAD_USER_INPUT', '32-bit'],
  [
    'an unknown key',
    json({ query: ECHO, variables: { text: '', in: { a: 1, b: 1 } } }),
    'BAD_USER_INPUT',
    'not defined',
  ],
  [
    'variables without end',
    `{"query":${json(ECHO)},"variables":{"text":"","in":${deepInput}}}`,
    'BAD_USER_INPUT',
    'The variables nest too deeply.',
  ],
  ['a huge document', json({ query: '#'.repeat(100_001) }), 'BAD_USER_INPUT', 'at most 100000 are read'],
  ['too many tokens', json({ query: `{ ${'s '.repeat(10_001)} }` }), 'BAD_USER_INPUT', 'more than 10000 tokens'],
  ['brackets without end', json({ query: '{ a '.repeat(4_000) }), 'BAD_USER_INPUT', 'more than 200 brackets'],
  [
    'a list without end',
    json({ query: `{ echo(text: ${'['.repeat(9_000)}` }),
    'BAD_USER_INPUT',
    'more than 200 brackets',
  ],
  [
    'too deep a query',
    json({ query: `${'{ a '.repeat(16)}{ s }${'}'.repeat(16)}` }),
    'BAD_USER_INPUT',
    'a depth of 17',
  ],
  ['too many aliases', json({ query: `{ ${times(101, n => `a${n}: s`)} }` }), 'BAD_USER_INPUT', 'number of aliases'],
  ['one field over and over', json({ query: `{ ${'a { s } '.repeat(2_400)} }` }), 'BAD_USER_INPUT', 'number of fields'],
  [
    'deep fragments',
    json({
      query: `{ ...F0 } ${times(16, n => `fragment F${n} on ${n ? 'A' : 'Query'} { a { ${n < 15 ? `...F${n + 1}` : 's'} } }`)}`,
    }),
    'BAD_USER_INPUT',
    'a depth of 17',
  ],
  [
    'fragments that double',
    json({
      query: `{ ...F0 } ${times(100, n => `fragment F${n} on Query { ${n < 99 ? `...F${n + 1} ...F${n + 1}` : 's'} }`)}`,
    }),
    'BAD_USER_INPUT',
    'number of fields',
  ],
  [
    'too many fragments',
    json({ query: `{ ...F0 } ${times(201, n => `fragment F${n} on Query { ...F${(n + 1) % 201} s }`)}` }),
    'BAD_USER_INPUT',
    'operations and fragments',
  ],
  [
    'fragments in a circle',
    json({ query: '{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }' }),
    'GRAPHQL_VALIDATION_FAILED',
    'Cannot spread fragment',
  ],
  [
    'many directives',
    json({ query: `{ s ${'@no '.repeat(4_900)} }` }),
    'GRAPHQL_VALIDATION_FAILED',
    'Unknown directive',
  ],
]

/** Time that one request may take of everyone's. */
const BOUND_MS = 1_000

interface Body {
  errors: { message: string; extensions: { code: string } }[]
}

describe('over HTTP', () => {
  const HEADERS = {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json',
    authorization: 'Bearer reader',
  }
  const send = (init: RequestInit, query = '') =>
    fetch(small.url + query, { method: 'POST', ...init, headers: { ...HEADERS, ...init.headers } })

  it.each(OPERATIONS)(
    '%s is refused with 400; in the older media type with 200, once there is an operation',
    async (_name, body, code, sentence) => {
      const begun = performance.now()
      const response = await send({ body })
      expect(performance.now() - begun).toBeLessThan(BOUND_MS)
      const { errors, ...rest } = (await response.json()) as Body
      expect([response.status, errors[0]]).toMatchObject([
        400,
        { message: expect.stringContaining(sentence), extensions: { code } },
      ])
      expect(rest).not.toHaveProperty('data')
      expect(errors.length).toBeLessThanOrEqual(101)
      const older = await send({ body, headers: { accept: 'application/json' } })
      expect(older.status).toBe(code === 'OPERATION_RESOLUTION_FAILURE' ? 400 : 200)
    },
  )

  const text = (contentType: string) => ({ 'content-type': contentType })
  it.each<[name: string, init: RequestInit, status: number, sentence: string, query: string]>([
    ['no body', {}, 400, 'invalid JSON', ''],
    ['half a body', { body: '{"query":' }, 400, 'invalid JSON', ''],
    ['bytes that are no text', { body: Buffer.from([0x7b, 0xff, 0xfe]) }, 400, 'invalid JSON', ''],
    ['null', { body: 'null' }, 400, 'expected to be object', ''],
    ['a number', { body: '7' }, 400, 'expected to be object', ''],
    ['a batch', { body: '[{"query":"{s}"}]' }, 400, 'Batching is not supported', ''],
    ['a list without end', { body: '['.repeat(500_000) + ']'.repeat(500_000) }, 400, 'Batching is not supported', ''],
    ['no query', { body: '{}' }, 400, 'Must provide query string', ''],
    ['a query that is a number', { body: '{"query":7}' }, 400, 'to be a string', ''],
    ['a name that is a number', { body: '{"query":"{s}","operationName":7}' }, 400, 'operation', ''],
    ['variables that are a list', { body: '{"query":"{s}","variables":[]}' }, 400, 'to be empty or an object', ''],
    ['an unknown parameter', { body: '{"query":"{s}","other":1}' }, 400, 'Unexpected parameter', ''],
    ['too long a body', { body: json({ query: '#'.repeat(2 << 20) }) }, 413, 'over 1048576 bytes', ''],
    ['HTML', { body: '<html>', headers: text('text/html') }, 415, 'Send application/json.', ''],
    ['an upload', { body: 'x', headers: text('multipart/form-data; boundary=x') }, 415, 'Send application/json.', ''],
    ['a subscription without a stream', { body: '{"query":"subscription { ticks }"}' }, 406, 'text/event-stream', ''],
    [
      'a media type that is not made',
      { body: '{"query":"{s}"}', headers: { accept: 'image/png' } },
      406,
      'media type',
      '',
    ],
    ['another method', { method: 'PUT', body: '{"query":"{s}"}' }, 405, 'GET and POST', ''],
    ['a mutation by GET', { method: 'GET' }, 405, 'from a POST request', '?query=mutation{s}'],
    ['variables by GET that are no JSON', { method: 'GET' }, 400, 'JSON objects', '?query={s}&variables={'],
    [
      'extensions by GET that are no object',
      { method: 'GET' },
      400,
      'to be empty or an object',
      '?query={s}&extensions=7',
    ],
    ['a schema', { body: '{"query":"type A { a: Int }"}' }, 400, 'operation', ''],
    ['fragments alone', { body: '{"query":"fragment F on Query { s }"}' }, 400, 'operation', ''],
  ])('%s', async (_name, init, status, sentence, query) => {
    const response = await send(init, query)
    const { errors } = (await response.json()) as Body
    expect([response.status, errors]).toEqual([
      status,
      [
        {
          message: expect.stringContaining(sentence) as unknown,
          ...(errors[0] && 'locations' in errors[0] ? { locations: expect.anything() as unknown } : {}),
          extensions: expect.objectContaining({
            code: expect.stringMatching(/^(BAD_REQUEST|GRAPHQL_|OPERATION_)/) as unknown,
          }) as unknown,
        },
      ],
    ])
  })

  it('a request that is given up is given up in the subgraph, too', async () => {
    const { left } = waiting
    const gone = new AbortController()
    const asked = send({ body: '{"query":"{ waits }"}', signal: gone.signal }).catch((error: Error) => error.name)
    const { begun } = waiting
    await until(() => waiting.begun > begun)
    gone.abort()
    expect(await asked).toBe('AbortError')
    await until(() => waiting.left === left + 1)
  })

  it('a body that breaks off', async () => {
    const { port } = new URL(small.url)
    for (let n = 0; n < 20; n++) {
      const socket = connectTcp(Number(port), '127.0.0.1')
      socket.write('POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer reader\r\n')
      socket.write('content-type: application/json\r\ncontent-length: 1000\r\n\r\n{"query":')
      await sleep(2)
      socket.destroy()
    }
  })
})

describe('over graphql-ws', () => {
  it.each(OPERATIONS)('%s is refused, and the connection stays', async (_name, operation, code, sentence) => {
    const { heard, send } = await entered()
    send(`{"id":"1","type":"subscribe","payload":${operation}}`)
    await until(() => heard.length > 1)
    const { type, payload } = heard[1] as { type: string; payload: Body['errors'] | Body }
    const errors = 'errors' in payload ? payload.errors : payload
    expect(['error', 'next']).toContain(type)
    expect(errors[0]).toMatchObject({ message: expect.stringContaining(sentence), extensions: { code } })
    send('{"id":"2","type":"subscribe","payload":{"query":"{ s }"}}')
    await until(() => heard.some(({ id, type }) => id === '2' && type === 'complete'))
  })

  const SUBSCRIBE = '{"id":"1","type":"subscribe","payload":{"query":"subscription { ticks }"}}'
  it.each<[string, (string | Buffer)[], number]>([
    ['no JSON', ['x'], 4400],
    ['bytes that are no text', [Buffer.from([0xff, 0xfe, 0x00])], 4400],
    ['a message that is a number', ['7'], 4400],
    ['a list without end', ['['.repeat(500_000)], 4400],
    ['an unknown message', ['{"type":"nonsense"}'], 4400],
    ['no id', ['{"type":"subscribe","payload":{"query":"{ s }"}}'], 4400],
    ['no query', ['{"id":"1","type":"subscribe","payload":{}}'], 4400],
    ['variables that are a list', ['{"id":"1","type":"subscribe","payload":{"query":"{ s }","variables":[]}}'], 4400],
    ['an id that is taken', [SUBSCRIBE, SUBSCRIBE], 4409],
    ['a second beginning', ['{"type":"connection_init"}'], 4429],
    ['too long a message', [json({ id: '1', type: 'subscribe', payload: { query: '#'.repeat(2 << 20) } })], 1009],
  ])('%s closes the connection, and no other', async (_name, messages, code) => {
    const { closed, send } = await entered()
    for (const message of messages) send(message)
    expect(await closed).toBe(code)
  })

  it('an operation before the beginning closes the connection', async () => {
    const { socket, closed } = opened()
    socket.once('open', () => socket.send(SUBSCRIBE))
    expect(await closed).toBe(4401)
  })

  it('nothing, where something was to be completed, changes nothing', async () => {
    const { heard, send } = await entered()
    send('{"id":"9","type":"complete"}')
    send('{"id":"1","type":"subscribe","payload":{"query":"{ s }"}}')
    await until(() => heard.some(({ type }) => type === 'complete'))
  })

  it('an operation whose connection breaks is given up in the subgraph, too', async () => {
    const { left, begun } = waiting
    const { socket, send } = await entered()
    send('{"id":"1","type":"subscribe","payload":{"query":"{ waits }"}}')
    await until(() => waiting.begun > begun)
    socket.terminate()
    await until(() => waiting.left === left + 1)
  })

  it('a hundred operations at once, and no more', async () => {
    const client = connect(small.wsUrl, { token: 'reader' })
    const streams = Array.from({ length: 101 }, () => client.iterate({ query: 'subscription { ticks }' }))
    const begun = await Promise.allSettled(streams.map(stream => stream.next()))
    const refused = begun.flatMap(each => (each.status === 'rejected' ? (each.reason as unknown[]) : []))
    expect(refused).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }])
    await client.dispose()
  })

  const sockets: WebSocket[] = []
  afterEach(() => sockets.splice(0).forEach(socket => socket.terminate()))

  function opened() {
    const socket = new WebSocket(small.wsUrl, 'graphql-transport-ws')
    sockets.push(socket)
    const heard: { id?: string; type: string }[] = []
    socket.on('message', data => heard.push(JSON.parse(String(data)) as (typeof heard)[number]))
    const closed = new Promise<number>(done => socket.on('close', done))
    return { socket, heard, closed, send: (message: string | Buffer) => socket.send(message) }
  }

  async function entered() {
    const connection = opened()
    await new Promise(done => connection.socket.once('open', done))
    connection.send('{"type":"connection_init","payload":{"token":"reader"}}')
    await until(() => connection.heard.length > 0)
    return connection
  }
})
