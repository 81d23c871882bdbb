import { createClient } from 'graphql-ws'
import { Arg, Ctx, Directive, Field, Int, ObjectType, Query, Resolver, Root, Subscription } from 'type-graphql'
import WebSocket from 'ws'
import {
  Broadcast,
  buildSubgraph,
  CasbahError,
  createLogger,
  Cursors,
  Database,
  deriveKey,
  listenSubgraph,
  serveSubgraph,
  signCaller,
  toPage,
  Wake,
  type Caller,
  type Context,
  type Handle,
  type Page,
} from '../index.ts'
import { createTestDatabase, TEST_KEY } from '../testing/index.ts'

class News extends Broadcast<number> {}

@ObjectType()
class Numbers {
  @Field(() => Int) totalCount!: number
}

@Resolver()
class Probe {
  @Query(() => String, { nullable: true })
  @Directive('@requiresScopes(scopes: [["probe:read"]])')
  hello(@Ctx() context: Context): string {
    return `hello ${context.tenant}`
  }
  @Query(() => String, { nullable: true })
  ours(): string {
    throw new CasbahError('NOT_FOUND', 'There is no such thing. Look in the list.')
  }
  @Query(() => String, { nullable: true })
  bug(): string {
    throw new Error('password=hunter2 at 10.0.0.1')
  }
  @Query(() => Numbers, { nullable: true })
  numbers(): Page<number> {
    return toPage({
      rows: [1],
      size: 1,
      after: false,
      cursorOf: String,
      nodeOf: row => row,
      totalCount: async () => 7,
    })
  }
  @Query(() => String, { nullable: true })
  async tenantOfRows(@Ctx() context: Context): Promise<string> {
    const tx = await context.tx()
    const [row] = await tx.query<{ tenant: string }>(`select current_setting('app.tenant') as tenant`)
    return row!.tenant
  }
  @Subscription(() => Int, { subscribe: options => counted(options.context as Context) })
  counted(@Root() value: number, @Arg('failAt', () => Int, { nullable: true }) failAt?: number | null): number {
    if (value === failAt) throw new Error('password=hunter2')
    return value
  }
  @Subscription(() => String, { subscribe: options => paged(options.context as Context) })
  async readAt(@Ctx() context: Context): Promise<string> {
    const [row] = await (await context.tx()).query<{ at: string }>('select now()::text as at')
    return row!.at
  }
}

/** Pages of two. */
async function* paged(context: Context): AsyncGenerator<number, void, void> {
  for (let value = 0; value < 4; value++) {
    context.hasMore = value % 2 === 0
    yield value
  }
}

async function* counted(context: Context): AsyncGenerator<number, void, void> {
  for await (const { value } of context.instance(News).follow(context.tenant, { signal: context.signal })) yield value
}

interface Answer {
  data?: Record<string, unknown>
  errors?: { message: string; extensions: Record<string, unknown> }[]
}

const contextKey = deriveKey(TEST_KEY, 'context')
const caller: Caller = {
  tenant: 'acme',
  scopes: ['probe:read'],
  actor: { kind: 'TOKEN', id: 't', name: 'test', email: null },
  expiresAt: null,
}
const logger = createLogger('test')
logger.level = 'silent'

let drop: () => Promise<void>
let db: Database
let handle: Handle
let closeSubgraph: () => Promise<void>
let http: Awaited<ReturnType<typeof listenSubgraph>>
let ready = true
let doorCalls = 0
const news = new News()
const wake = new Wake({ acrossProcesses: false })

beforeAll(async () => {
  const made = await createTestDatabase()
  drop = made.drop
  db = await Database.open({ name: 'log', url: made.url, masterKey: TEST_KEY, entities: [], wake, logger, poolSize: 2 })
  const schema = await buildSubgraph({ resolvers: [Probe], references: {} })
  const cursors = new Cursors(deriveKey(TEST_KEY, 'cursor'))
  const served = await serveSubgraph({ name: 'probe', schema, db, cursors, contextKey, logger, instances: [news] })
  handle = served.handle
  closeSubgraph = served.close
  http = await listenSubgraph({
    name: 'probe',
    handle,
    contextKey,
    doors: {
      '/door': async request => {
        doorCalls++
        return { status: 201, body: JSON.stringify({ path: request.path, text: Buffer.from(request.body).toString() }) }
      },
      '/value': async () => ({ status: 200, body: '', value: { said: ['as', 'an', 'object'] } }),
    },
    ready: async () => ready,
    port: 0,
    logger,
  })
})
afterAll(async () => {
  await http.close()
  await closeSubgraph()
  await wake.close()
  await db.close()
  await drop()
})

const signed = (key = contextKey) => signCaller(caller, key)
const ask = async (query: string, variables = {}) =>
  JSON.parse(JSON.stringify(await handle({ query, variables }, await signed()))) as Answer

describe('a subgraph shows', () => {
  it('its own errors with their sentence', async () => {
    expect((await ask('{ ours }')).errors).toMatchObject([
      { message: 'There is no such thing. Look in the list.', path: ['ours'], extensions: { code: 'NOT_FOUND' } },
    ])
  })

  it('nothing of a fault but that there is one', async () => {
    const answer = await ask('{ bug hello }')
    expect(answer).toMatchObject({ data: { bug: null, hello: 'hello acme' } })
    expect(answer.errors).toMatchObject([{ path: ['bug'], extensions: { code: 'INTERNAL' } }])
    expect(JSON.stringify(answer)).not.toMatch(/hunter2|10\.0\.0\.1|stack/)
  })

  it.each([
    ['{ hello', 'BAD_USER_INPUT', /Syntax Error/],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED', /Cannot query field/],
    ['{ hello(x: 1) }', 'GRAPHQL_VALIDATION_FAILED', /Unknown argument/],
  ])('what is wrong with %s', async (query, code, message) => {
    expect((await ask(query)).errors).toMatchObject([{ extensions: { code }, message: expect.stringMatching(message) }])
  })

  it('UNAUTHENTICATED for a missing, forged or foreign caller', async () => {
    for (const given of [undefined, '', 'x.y.z', await signed(Buffer.alloc(32, 9))]) {
      const answer = await handle({ query: '{ hello }' }, given)
      expect(answer).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
    }
  })

  it('a count only of what is asked for, and the rows of the caller’s tenant, request after request', async () => {
    expect((await ask('{ numbers { totalCount } }')).data).toEqual({ numbers: { totalCount: 7 } })
    // More requests than the pool has connections: each must give its own back.
    for (let n = 0; n < 10; n++) expect((await ask('{ tenantOfRows }')).data).toEqual({ tenantOfRows: 'acme' })
  })
})

describe('events of a subscription that are at hand together', () => {
  const read = async (pauseMs: number) => {
    const answer = await handle({ query: 'subscription { readAt }' }, await signed())
    const times: string[] = []
    for await (const { data } of answer as AsyncGenerator<{ data: { readAt: string } }>) {
      times.push(data.readAt)
      await new Promise(done => setTimeout(done, pauseMs))
    }
    return [times[0] === times[1], times[1] === times[2], times[2] === times[3]]
  }

  it('are read in one transaction, others in one of their own', async () =>
    expect(await read(0)).toEqual([true, false, true]))

  it('are not, where whoever takes them keeps it waiting', async () =>
    expect(await read(150)).toEqual([false, false, false]))
})

describe('a subgraph over HTTP', () => {
  const post = async (path: string, body: string, headers: Record<string, string> = {}) => {
    const response = await fetch(new URL(path, http.url), { method: 'POST', body, headers })
    return { status: response.status, body: (await response.json()) as Answer }
  }
  const auth = async () => ({ 'x-casbah-caller': await signed() })
  const query = JSON.stringify({ query: '{ hello }' })

  it('answers a signed POST and refuses an unsigned one', async () => {
    expect(await post('/graphql', query, await auth())).toEqual({
      status: 200,
      body: { data: { hello: 'hello acme' } },
    })
    const refused = await post('/graphql', query)
    expect(refused.body).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
    expect(refused.body.data).toBeUndefined()
  })

  it.each([
    ['{ "query": ', 400, /no JSON/],
    ['null', 400, /no query/],
    ['{}', 400, /no query/],
    ['{"query": 5}', 400, /no query/],
    [JSON.stringify({ query: 'subscription { counted }' }), 400, /graphql-ws/],
    [`{"query": "${'x'.repeat(4 * 1024 * 1024)}"}`, 413, /over 4 MB/],
  ])('tells what is wrong with a body (%#)', async (body, status, message) => {
    const answer = await post('/graphql', body, await auth())
    expect(answer.status).toBe(status)
    expect(answer.body.errors).toMatchObject([
      { message: expect.stringMatching(message), extensions: { code: 'BAD_USER_INPUT' } },
    ])
  })

  it('says how it is', async () => {
    const at = async (path: string) => {
      const response = await fetch(new URL(path, http.url))
      return { status: response.status, body: await response.json() }
    }
    expect(await at('/healthz')).toEqual({ status: 200, body: { status: 'ok', service: 'probe' } })
    expect(await at('/readyz')).toEqual({ status: 200, body: { ready: true, service: 'probe' } })
    ready = false
    expect(await at('/readyz')).toEqual({ status: 503, body: { ready: false, service: 'probe' } })
    ready = true
    expect((await at('/graphql')).status).toBe(405)
    expect((await at('/nothing')).status).toBe(404)
  })

  it('opens a door to a signed caller alone', async () => {
    for (const headers of [
      {},
      { 'x-casbah-caller': 'forged' },
      { 'x-casbah-caller': await signed(Buffer.alloc(32, 9)) },
    ])
      expect(await post('/door/1', 'x', headers as Record<string, string>)).toMatchObject({
        status: 401,
        body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
      })
    expect(doorCalls).toBe(0)
    expect(await post('/door/1', 'hi', await auth())).toEqual({ status: 201, body: { path: '/door/1', text: 'hi' } })
    expect((await post('/value', '', await auth())).body).toEqual({ said: ['as', 'an', 'object'] })
  })

  function client(connectionParams: Record<string, unknown>) {
    return createClient({
      url: http.url.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      connectionParams,
      retryAttempts: 0,
    })
  }

  it('carries a subscription over graphql-ws, masked, and lets go of it at once when the client leaves', async () => {
    const over = client(await auth())
    const stream = over.iterate({ query: 'subscription { counted(failAt: 2) }' })
    const first = stream.next()
    // The subscriber is there once something reaches him.
    const beat = setInterval(() => news.publish('acme', 1), 20)
    expect((await first).value).toEqual({ data: { counted: 1 } })
    clearInterval(beat)
    news.publish('globex', 99)
    news.publish('acme', 2)
    let step = await stream.next()
    while ((step.value as { data?: { counted: number } }).data?.counted === 1) step = await stream.next()
    expect(step.value).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL' } }] })
    expect(JSON.stringify(step.value)).not.toMatch(/hunter2/)
    await stream.return!()
    await over.dispose()
    const channels = (news as unknown as { channels: Map<string, unknown> }).channels
    for (let tries = 0; channels.size && tries < 200; tries++) await new Promise(done => setTimeout(done, 10))
    expect(channels.size).toBe(0)
  })

  it('refuses an unsigned or malformed subscription with its error, without closing on it', async () => {
    const unsigned = client({})
    const answer = (await unsigned.iterate({ query: 'subscription { counted }' }).next()).value
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
    await unsigned.dispose()
    const malformed = client(await auth())
    await expect(malformed.iterate({ query: 'subscription {' }).next()).rejects.toMatchObject([
      { message: expect.stringMatching(/Syntax Error/) },
    ])
    await malformed.dispose()
  })
})
