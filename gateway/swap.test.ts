import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { Executor } from './executor/index.ts'
import { createGateway, type Gateway, type GatewayOptions } from './server.ts'
import { composeGraph } from './testing/compose.ts'
import { callerWith, CONTEXT_KEY, silentLogger, until } from './testing/gateway.ts'
import { openPaint, openPaintServices, type Colour, type Paint } from './testing/paint.ts'

const SWAPS = 50
const COLOURS: Colour[] = ['blue', 'green']

interface Opened extends Paint {
  gateway: Gateway
  url: string
  wsUrl: string
}

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  jest.restoreAllMocks()
  for (const close of closing.splice(0)) await close()
})

async function open(paint: Paint, options: Partial<GatewayOptions> = {}): Promise<Opened> {
  const gateway = createGateway({
    supergraphSdl: paint.supergraphs.blue,
    subgraphs: Object.fromEntries(Object.entries(paint.handles).map(([name, handle]) => [name, { handle }])),
    authenticate: null,
    port: 0,
    logger: silentLogger(),
    ...options,
  })
  closing.unshift(() => gateway.close())
  return { ...paint, gateway, ...(await gateway.listen()) }
}

const WAYS: Record<string, () => Promise<Paint>> = {
  'in process': async () => openPaint(),
  'over HTTP': async () => {
    const services = await openPaintServices()
    closing.push(() => services.close())
    return services
  },
}

interface Reply {
  status: number
  body: {
    data?: Record<string, unknown>
    errors?: { message: string; extensions: { code: string } }[]
    extensions?: { cost: { remaining: number } }
  }
}

async function ask(url: string, query: string): Promise<Reply> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
    body: JSON.stringify({ query }),
  })
  return { status: response.status, body: (await response.json()) as Reply['body'] }
}

interface Message {
  id?: string
  type: string
  payload?: {
    data?: { log: { number?: number; thing: { paint: string } } }
    errors?: unknown
    extensions?: { cursor: string }
  }
}

/** A socket that is let in; `ask` runs one operation to its end and gives what was said of it. */
async function socketTo(wsUrl: string) {
  const socket = new WebSocket(wsUrl, 'graphql-transport-ws')
  const heard: Message[] = []
  socket.on('message', data => heard.push(JSON.parse(String(data)) as Message))
  await new Promise(done => socket.once('open', done))
  socket.send('{"type":"connection_init"}')
  await until(() => heard.length > 0)
  closing.unshift(async () => socket.terminate())
  let ids = 0
  return {
    begin(query: string, variables: object = {}) {
      const id = String(++ids)
      socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query, variables } }))
      const own = () => heard.filter(message => message.id === id)
      return {
        own,
        ended: () => until(() => own().some(message => message.type !== 'next')).then(own),
      }
    },
  }
}

/** Waits until the metrics have this line; for at most two seconds. */
async function untilMetric(gateway: Gateway, line: string): Promise<void> {
  let text = ''
  for (let i = 0; i < 400 && !`\n${text}`.includes(`\n${line}\n`); i++) {
    text = await gateway.metrics.registry.metrics()
    await sleep(5)
  }
  expect(text).toContain(`\n${line}\n`)
}

describe.each(Object.entries(WAYS))('a supergraph that changes under load, %s', (_, way) => {
  it('fails no request and mixes no answer', async () => {
    const { gateway, url, wsUrl, supergraphs, work } = await open(await way())
    work.before = () => sleep(2)
    const query = '{ colour things { id paint } }'
    const seen: string[] = []
    const wrong: unknown[] = []
    let answered = Promise.withResolvers<void>()
    const judge = (data: Record<string, unknown> | undefined, whole: unknown) => {
      const { colour, things } = (data ?? {}) as { colour: string; things: { paint: string }[] }
      if (colour && things.every(({ paint }) => paint === colour)) seen.push(colour)
      else wrong.push(whole)
      answered.resolve()
      answered = Promise.withResolvers<void>()
    }
    let over = false
    const overHttp = async () => {
      // Every text is another document, so that none is found prepared.
      for (let n = 0; !over; n++) {
        const reply = await ask(url, `${query} # ${n}`)
        judge(reply.status === 200 && !reply.body.errors ? reply.body.data : undefined, reply)
      }
    }
    const socket = await socketTo(wsUrl)
    const overSocket = async () => {
      while (!over) {
        const [next, end] = await socket.begin(query).ended()
        judge(end?.type === 'complete' && !next?.payload?.errors ? next?.payload?.data : undefined, [next, end])
      }
    }
    const asking = [...Array.from({ length: 6 }, overHttp), overSocket(), overSocket()]
    for (let n = 1; n <= SWAPS; n++) {
      gateway.swap(supergraphs[COLOURS[n % 2]!])
      const before = seen.length
      while (seen.length < before + 4 && !wrong.length) await answered.promise
    }
    over = true
    await Promise.all(asking)
    expect(wrong).toEqual([])
    expect(seen.length).toBeGreaterThan(SWAPS * 3)
    expect(new Set(seen)).toEqual(new Set(COLOURS))
    await untilMetric(gateway, `casbah_gateway_supergraph_changes_total{outcome="served"} ${SWAPS}`)
    // Nothing of the replaced ones stays behind.
    await untilMetric(gateway, 'casbah_gateway_supergraphs 1')
  }, 60_000)

  it('ends subscriptions with complete, and they go on from the cursor without gap or double', async () => {
    const { gateway, wsUrl, supergraphs } = await open(await way())
    const socket = await socketTo(wsUrl)
    const numbers: number[] = []
    const ends: string[] = []
    const paints = new Set<string>()
    let after: string | undefined
    for (let n = 1; n <= SWAPS; n++) {
      const subscription = socket.begin(
        'subscription ($after: Cursor) { log(after: $after) { number thing { paint } } }',
        { after },
      )
      await until(() => subscription.own().length >= 2)
      gateway.swap(supergraphs[COLOURS[n % 2]!])
      const own = await subscription.ended()
      ends.push(own.at(-1)!.type)
      for (const { payload } of own.slice(0, -1)) {
        expect(payload!.errors).toBeUndefined()
        numbers.push(payload!.data!.log.number!)
        paints.add(payload!.data!.log.thing.paint)
        after = payload!.extensions!.cursor
      }
    }
    expect(new Set(ends)).toEqual(new Set(['complete']))
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, i) => i + 1))
    expect(paints).toEqual(new Set(COLOURS))
  }, 60_000)
})

describe('a supergraph that changes', () => {
  const stream = async (url: string) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: 'subscription { log { number } }' }),
    })
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    const text = { all: '' }
    const ended = (async () => {
      for (let part = await reader.read(); !part.done; part = await reader.read()) text.all += part.value
    })()
    await until(() => text.all.includes('"number":2'))
    return { text, ended }
  }

  it.each<[string, (opened: Opened) => unknown]>([
    ['another supergraph', ({ gateway, supergraphs }) => gateway.swap(supergraphs.green)],
    ['the end of the gateway', ({ gateway }) => gateway.close()],
  ])('ends server-sent events with complete and a cursor at %s', async (_name, change) => {
    const opened = await open(openPaint())
    const { text, ended } = await stream(opened.url)
    const changed = change(opened)
    await ended
    await changed
    expect(text.all).toMatch(/event: complete\ndata:\n\n$/)
    expect(text.all).not.toContain('errors')
    expect(text.all).toContain('data: {"data":{"log":{"number":2}},"extensions":{"cursor":"c2"}}')
  })

  it('keeps a request with the supergraph that read its document', async () => {
    const { gateway, url, wsUrl, supergraphs } = await open(openPaint())
    const prepare = Executor.prototype.prepare
    jest.spyOn(Executor.prototype, 'prepare').mockImplementation(function (this: Executor, text) {
      const prepared = prepare.call(this, text)
      // Between reading and checking, the worst of all moments.
      if (text.includes('# now')) gateway.swap(supergraphs.green)
      return prepared
    })
    expect((await ask(url, '{ colour blue } # now')).body).toEqual({ data: { colour: 'blue', blue: true } })
    expect((await ask(url, '{ colour green }')).body).toEqual({ data: { colour: 'green', green: true } })
    expect((await ask(url, '{ colour blue }')).body.errors).toMatchObject([
      { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ])
    gateway.swap(supergraphs.blue)
    const socket = await socketTo(wsUrl)
    const [next] = await socket.begin('{ colour blue } # now').ended()
    expect(next!.payload).toEqual({ data: { colour: 'blue', blue: true } })
    // A subscription that begins just then ends at once, and its client comes again.
    gateway.swap(supergraphs.blue)
    expect(await socket.begin('subscription { log { number } } # now').ended()).toMatchObject([{ type: 'complete' }])
  })

  it('lets a long request end, and answers the next by the new one meanwhile', async () => {
    const { gateway, url, supergraphs, work } = await open(openPaint())
    const { promise: gate, resolve: goOn } = Promise.withResolvers<void>()
    work.before = () => gate
    const long = ask(url, '{ colour things { paint } }')
    await until(() => work.asked > 0)
    work.before = async () => {}
    gateway.swap(supergraphs.green)
    expect((await ask(url, '{ colour }')).body).toEqual({ data: { colour: 'green' } })
    await untilMetric(gateway, 'casbah_gateway_supergraphs 2')
    goOn()
    expect((await long).body).toEqual({
      data: { colour: 'blue', things: [{ paint: 'blue' }, { paint: 'blue' }] },
    })
    await untilMetric(gateway, 'casbah_gateway_supergraphs 1')
  })

  it('does not wait for ever: a request that takes too long is told so', async () => {
    const { gateway, url, wsUrl, supergraphs, work } = await open(openPaint(), { supergraphLifeMs: 20 })
    work.before = () => new Promise(() => {})
    const socket = await socketTo(wsUrl)
    const live = socket.begin('{ colour }')
    const long = ask(url, '{ colour }')
    await until(() => work.asked === 2)
    gateway.swap(supergraphs.green)
    const reply = await long
    const refusal = {
      message: expect.stringMatching(/too long since\. Send it again/),
      extensions: { code: 'UNAVAILABLE' },
    }
    expect(reply.status).toBe(503)
    expect(reply.body.errors).toEqual([refusal])
    expect((await live.ended())[0]).toMatchObject({ type: 'next', payload: { errors: [refusal] } })
    await untilMetric(gateway, 'casbah_gateway_supergraphs 1')
  })

  it('leaves tokens what they have spent', async () => {
    const { gateway, url, supergraphs } = await open(openPaint(), {
      authenticate: async () => callerWith([]),
      contextKey: CONTEXT_KEY,
    })
    const left = async () => (await ask(url, '{ things { id } }')).body.extensions!.cost.remaining
    const before = await left()
    gateway.swap(supergraphs.green)
    expect(await left()).toBeLessThan(before)
  })
})

describe('a supergraph that cannot be served', () => {
  const lone = composeGraph({ lone: { sdl: 'type Query { lone: Int }', resolvers: {} } })

  it.each([
    ['nothing', '', 'not a supergraph that can be served: Syntax Error'],
    ['garbage', 'x'.repeat(1_000), 'Syntax Error'],
    ['a page', '<!doctype html><title>502</title>', 'Syntax Error'],
    ['a schema that is not composed', 'type Query { a: Int }', 'names no subgraphs'],
    ['half of one', openPaint().supergraphs.green.slice(0, -200), 'not a supergraph that can be served'],
    ['one with unknown types', openPaint().supergraphs.green.replace(/type Entry[^}]*}/, ''), 'Unknown type: "Entry"'],
    ['one without addresses', lone.supergraphSdl, 'no address for the subgraph lone'],
  ])('such as %s changes nothing but what /readyz and the metrics say', async (_name, text, sentence) => {
    const { gateway, url, supergraphs } = await open(openPaint())
    const before = await gateway.ready()
    expect(() => gateway.swap(text)).toThrow(sentence)
    expect((await ask(url, '{ colour blue things { paint } }')).body.data).toMatchObject({ colour: 'blue', blue: true })
    const after = await gateway.ready()
    expect(after).toEqual({
      ...before,
      supergraph: {
        ...before.supergraph,
        problem: { at: expect.any(String) as unknown, message: expect.stringContaining(sentence) as unknown },
      },
    })
    expect(after.ready).toBe(true)
    await untilMetric(gateway, 'casbah_gateway_supergraph_changes_total{outcome="refused"} 1')
    await untilMetric(gateway, 'casbah_gateway_supergraphs 1')
    gateway.swap(supergraphs.green)
    expect((await gateway.ready()).supergraph.problem).toBeNull()
  })
})
