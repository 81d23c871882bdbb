import { createLogger, listenSubgraph, type Handle } from '@casbah/kit'
import { WebSocketServer } from 'ws'
import { composeGraph } from '../testing/compose.ts'
import { Answer } from './answer.ts'
import { EventFeed } from './event-feed.ts'
import { createExecutor } from './executor.ts'
import { httpTransport } from './transport-http.ts'
import { inProcessTransport } from './transport-in-process.ts'
import type { Transport } from './transport.ts'

const SDL = `
  scalar Cursor
  type Query { a: Int }
  type Subscription { log(after: Cursor, upTo: Int!): Entry! plain(upTo: Int!): Int! }
  type Entry { cursor: Cursor! text: String! }
`

/** A log of numbered entries whose source breaks after some of them. */
interface Log {
  handle: Handle
  /** What each subscription asked for. */
  asked: { after: unknown; caller: unknown }[]
  /** Events after which each subscription breaks; the rest do not. */
  breaks: number[]
  break: () => void
}

function openLog(): Log & { supergraphSdl: string } {
  const log = { asked: [], breaks: [], break: () => {} } as unknown as Log
  const entries = async function* (after: number, upTo: number) {
    const lives = log.breaks.shift() ?? Infinity
    for (let n = after + 1, sent = 0; n <= upTo; n++, sent++) {
      if (sent === lives) {
        log.break()
        throw new Error('broken')
      }
      yield { log: { cursor: `c${n}`, text: `entry ${n}` }, plain: n }
    }
  }
  const graph = composeGraph({
    log: {
      sdl: SDL,
      resolvers: {
        Subscription: {
          log: {
            subscribe: (_: never, { after, upTo }: { after?: string; upTo: number }, { signedCaller }) => {
              log.asked.push({ after, caller: signedCaller })
              return entries(after === undefined ? 0 : Number(after.slice(1)), upTo)
            },
          },
          plain: {
            subscribe: (_: never, { upTo }: { upTo: number }) => {
              log.asked.push({ after: null, caller: null })
              return entries(0, upTo)
            },
          },
        },
      },
    },
  })
  return Object.assign(log, { handle: graph.handles.log!, supergraphSdl: graph.supergraphSdl })
}

type Opened = { transport: Transport; close(): Promise<void> }

const WAYS: Record<string, (log: Log) => Promise<Opened>> = {
  'in process': async log => ({ transport: inProcessTransport(log.handle), close: async () => {} }),
  'over HTTP': async log => {
    const options = { name: 'log', handle: log.handle, contextKey: new Uint8Array(32), ready: async () => true }
    let service = await listenSubgraph({ ...options, port: 0, logger: createLogger('log') })
    const transport = httpTransport({ url: service.url })
    const port = Number(new URL(service.url).port)
    let restart = Promise.resolve()
    // The whole service goes and comes back at the same address.
    log.break = () => {
      restart = service.close().then(async () => {
        service = await listenSubgraph({ ...options, port, logger: createLogger('log') })
      })
    }
    const close = async () => {
      await transport.close()
      await restart
      await service.close()
    }
    return { transport, close }
  },
}

describe.each(Object.entries(WAYS))('a subscription whose source breaks, %s', (_, open) => {
  let log: ReturnType<typeof openLog>
  let way: Opened

  beforeEach(async () => {
    log = openLog()
    way = await open(log)
  })
  afterEach(() => way.close())

  async function read(document: string, variables: Record<string, unknown> = {}, patienceMs = 5_000) {
    let signatures = 0
    const executor = createExecutor({
      supergraphSdl: log.supergraphSdl,
      transports: new Map([['log', way.transport]]),
      resume: { waitMs: 20, patienceMs },
    })
    const sign = async () => `caller ${++signatures}`
    const events = await executor.subscribe({ document, variables, sign })
    if (events instanceof Answer) return [JSON.parse(events.json)]
    const seen: unknown[] = []
    for await (const event of events) seen.push(JSON.parse(event.json))
    return seen
  }
  const texts = (...numbers: number[]) =>
    numbers.map(n => ({ data: { log: { text: `entry ${n}` } }, extensions: { cursor: `c${n}` } }))

  it.each<[string, string, Record<string, unknown>, number]>([
    ['without a cursor', 'subscription { log(upTo: 5) { text } }', {}, 0],
    ['with a cursor in the text', 'subscription { log(upTo: 5, after: "c2") { text } }', {}, 2],
    [
      'with a cursor in a variable',
      'subscription ($c: Cursor, $to: Int!) { log(after: $c, upTo: $to) { text } }',
      { c: 'c1', to: 5 },
      1,
    ],
  ])(
    'that was asked for %s goes on after the last event, none lost, none twice',
    async (_name, query, variables, from) => {
      log.breaks = [2]
      const wanted = [1, 2, 3, 4, 5].filter(n => n > from)
      expect(await read(query, variables)).toEqual(texts(...wanted))
      expect(log.asked[0]!.after).toBe(from === 0 ? undefined : `c${from}`)
      expect(log.asked.at(-1)!.after).toBe(`c${from + 2}`)
    },
  )

  it('shows the cursor as data only to who asked for it, and to everyone beside it', async () => {
    const [event] = await read('subscription { e: log(upTo: 1) { at: cursor } }')
    expect(event).toEqual({ data: { e: { at: 'c1' } }, extensions: { cursor: 'c1' } })
  })

  it('is subscribed to again with a new signature', async () => {
    log.breaks = [1]
    await read('subscription { log(upTo: 2) { text } }')
    const callers = log.asked.map(each => each.caller)
    expect(callers[0]).toBe('caller 1')
    expect(new Set(callers).size).toBe(callers.length)
  })

  it('goes on from then when events have no cursor', async () => {
    log.breaks = [2]
    const seen = await read('subscription { plain(upTo: 3) }')
    expect(seen).toEqual([1, 2, 1, 2, 3].map(plain => ({ data: { plain } })))
  })

  it('ends with an error when the source stays away', async () => {
    log.breaks = [1, ...Array.from({ length: 1_000 }, () => 0)]
    const seen = await read('subscription { log(upTo: 3) { text } }', {}, 60)
    expect(seen).toEqual([
      ...texts(1),
      {
        data: null,
        errors: [{ message: expect.any(String) as unknown, extensions: { code: 'UNAVAILABLE', subgraph: 'log' } }],
      },
    ])
  })
})

describe('subscriptions at one subgraph', () => {
  it('share a socket, each with its own caller', async () => {
    const callers: unknown[] = []
    const handle: Handle = async (_, signedCaller) => {
      callers.push(signedCaller)
      return (async function* () {
        yield { data: { plain: 1 } }
        await new Promise(() => {})
      })()
    }
    const service = await listenSubgraph({
      name: 'log',
      handle,
      contextKey: new Uint8Array(32),
      ready: async () => true,
      port: 0,
      logger: createLogger('log'),
    })
    const connects = jest.spyOn(WebSocketServer.prototype, 'handleUpgrade')
    const transport = httpTransport({ url: service.url })
    const fetch = {
      kind: 'subscription' as const,
      query: 'subscription { plain }',
      operationName: undefined,
      variables: () => ({}),
      body: () => '',
    }
    const feeds = await Promise.all(
      ['ann', 'bob', 'cyd'].map(signedCaller => transport.subscribe(fetch, { signedCaller, signal: undefined })),
    )
    for (const feed of feeds) expect((await feed.next()).value).toEqual({ data: { plain: 1 } })
    expect(callers.sort()).toEqual(['ann', 'bob', 'cyd'])
    expect(connects).toHaveBeenCalledTimes(1)
    connects.mockRestore()
    for (const feed of feeds) await feed.return?.()
    await transport.close()
    await service.close()
  })

  it('cannot begin where nobody listens', async () => {
    const log = openLog()
    const transport = httpTransport({ url: 'http://127.0.0.1:1/graphql' })
    const executor = createExecutor({ supergraphSdl: log.supergraphSdl, transports: new Map([['log', transport]]) })
    const refused = await executor.subscribe({ document: 'subscription { plain(upTo: 1) }' })
    expect(refused).toMatchObject({ data: null, errors: [{ message: 'The subgraph log does not answer.' }] })
    await transport.close()
  })
})

describe('a feed of events', () => {
  it('holds a bounded number for a slow reader, then breaks after what it holds', async () => {
    let ended = 0
    const feed = new EventFeed(3, () => ended++)
    for (let n = 0; n < 5; n++) feed.push({ data: { n } })
    expect(ended).toBe(1)
    for (let n = 0; n < 3; n++) expect((await feed.next()).value).toEqual({ data: { n } })
    await expect(feed.next()).rejects.toThrow('sent 3 events more than were read.')
  })
})

it('tells how many events a source left out before one', async () => {
  const { supergraphSdl } = openLog()
  const handle = (async () =>
    (async function* () {
      yield { data: { plain: 1 } }
      yield { data: { plain: 9 }, extensions: { skipped: 7, other: true } }
    })()) as unknown as Handle
  const executor = createExecutor({ supergraphSdl, transports: new Map([['log', inProcessTransport(handle)]]) })
  const answers = await executor.subscribe({ document: 'subscription { plain(upTo: 9) }' })
  const seen = []
  for await (const answer of answers as AsyncGenerator<Answer, void, void>) seen.push(JSON.parse(answer.json))
  expect(seen).toEqual([{ data: { plain: 1 } }, { data: { plain: 9 }, extensions: { skipped: 7 } }])
})
