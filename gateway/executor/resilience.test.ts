import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SubgraphRequest } from '@casbah/kit'
import { httpTransport } from './transport-http.ts'
import { inProcessTransport } from './transport-in-process.ts'
import type { SubgraphFetch, Transport } from './transport.ts'
import { withCircuitBreaker } from './with-circuit-breaker.ts'
import { withDedup } from './with-dedup.ts'
import { withRetry } from './with-retry.ts'

const fetchOf = (kind: SubgraphFetch['kind'], query = '{ a }'): SubgraphFetch => ({
  kind,
  query,
  operationName: undefined,
  variables: () => ({}),
  body: () => JSON.stringify({ query }),
})
const context = (signal?: AbortSignal, signedCaller = 'me') => ({ signedCaller, signal })
const QUERY = fetchOf('query')

/** A subgraph whose answers the test sets; `asked` counts requests, also those that came to nothing. */
interface Flaky {
  transport: Transport
  asked: number
  answer: () => Promise<unknown>
  close(): Promise<void>
}

async function serve(listener: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(listener)
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const transport = httpTransport({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` })
  const close = async () => {
    await transport.close()
    server.closeAllConnections()
    await new Promise(done => server.close(done))
  }
  return { transport, close }
}

const FLAKY: Record<string, () => Promise<Flaky>> = {
  'in process': async () => {
    const flaky: Flaky = {
      asked: 0,
      answer: async () => ({ data: { a: 1 } }),
      close: async () => {},
      transport: inProcessTransport(async (_: SubgraphRequest) => {
        flaky.asked++
        return (await flaky.answer()) as { data: { a: number } }
      }),
    }
    return flaky
  },
  'over HTTP': async () => {
    const flaky: Flaky = { asked: 0, answer: async () => ({ data: { a: 1 } }), ...(await serve(listener)) }
    function listener(request: IncomingMessage, response: ServerResponse) {
      flaky.asked++
      flaky.answer().then(
        result => response.end(JSON.stringify(result)),
        () => request.socket.destroy(),
      )
    }
    return flaky
  },
}

describe.each(Object.entries(FLAKY))('a subgraph %s', (_, open) => {
  let flaky: Flaky
  let clock: number
  let changes: boolean[]
  let guarded: Transport

  beforeEach(async () => {
    flaky = await open()
    clock = 0
    changes = []
    guarded = withCircuitBreaker(flaky.transport, {
      failures: 3,
      openMs: 1_000,
      now: () => clock,
      onChange: open => changes.push(open),
    })
  })
  afterEach(() => flaky.close())

  const breaks = async () => {
    throw new Error('down')
  }
  const ask = (signal?: AbortSignal) => guarded.execute(QUERY, context(signal))
  const failTimes = async (times: number) => {
    for (let n = 0; n < times; n++) await expect(ask()).rejects.toMatchObject({ name: 'SubgraphFailure' })
  }

  it('is not asked after some failures in a row, then by one request alone, then by all', async () => {
    const works = flaky.answer
    flaky.answer = breaks
    await failTimes(5)
    expect(flaky.asked).toBe(3)
    await expect(ask()).rejects.toThrow('has failed 3 times in a row and is not asked at the moment. Try again in 1 s.')
    clock = 1_000
    await failTimes(2)
    expect(flaky.asked).toBe(4)
    clock = 2_000
    flaky.answer = works
    const together = await Promise.allSettled([ask(), ask()])
    expect(together.map(each => each.status)).toEqual(['fulfilled', 'rejected'])
    await expect(ask()).resolves.toMatchObject({ data: { a: 1 } })
    expect(changes).toEqual([true, false])
  })

  it('is asked on when failures do not come in a row, or are errors inside answers', async () => {
    const works = flaky.answer
    flaky.answer = breaks
    await failTimes(2)
    flaky.answer = works
    await ask()
    flaky.answer = breaks
    await failTimes(2)
    flaky.answer = async () => ({ errors: [{ message: 'no' }] })
    for (let n = 0; n < 5; n++) expect((await ask()).errors).toHaveLength(1)
    expect(changes).toEqual([])
  })

  it('is not blamed for requests that were given up; a probe given up leaves room for the next', async () => {
    flaky.answer = breaks
    await failTimes(3)
    clock = 1_000
    flaky.answer = () => sleep(1_000, undefined, { ref: false })
    await expect(ask(AbortSignal.timeout(10))).rejects.toMatchObject({ name: 'TimeoutError' })
    flaky.answer = async () => ({ data: { a: 1 } })
    await expect(ask()).resolves.toMatchObject({ data: { a: 1 } })
  })

  it('gets equal queries of one caller once, and each asker an answer of his own', async () => {
    flaky.answer = async () => {
      await sleep(20)
      return { data: { list: [{ a: 1 }] } }
    }
    const shared = withDedup(flaky.transport)
    const left = new AbortController()
    const gone = shared.execute(QUERY, context(left.signal)).catch((error: Error) => error.name)
    const [one, two] = [shared.execute(QUERY, context()), shared.execute(QUERY, context())]
    left.abort()
    expect(await gone).toBe('AbortError')
    const list = (await one).data!.list as { a: number }[]
    list[0]!.a = 2
    expect((await two).data).toEqual({ list: [{ a: 1 }] })
    expect(flaky.asked).toBe(1)
    await Promise.all([
      shared.execute(QUERY, context()),
      shared.execute(QUERY, context(undefined, 'you')),
      shared.execute(fetchOf('query', '{ b }'), context()),
      shared.execute(fetchOf('mutation'), context()),
      shared.execute(fetchOf('mutation'), context()),
    ])
    expect(flaky.asked).toBe(6)
  })

  it('hears no more of a shared query when all have gone', async () => {
    flaky.answer = () => sleep(1_000, undefined, { ref: false })
    const shared = withDedup(flaky.transport)
    const asked = [1, 2].map(() => shared.execute(QUERY, context(AbortSignal.timeout(10))))
    expect((await Promise.allSettled(asked)).map(each => each.status)).toEqual(['rejected', 'rejected'])
    flaky.answer = async () => ({ data: { a: 3 } })
    expect((await shared.execute(QUERY, context())).data).toEqual({ a: 3 })
  })
})

describe('a fetch that gets no answer', () => {
  type Listener = Parameters<typeof serve>[0]
  const cuts: Listener = request => void request.socket.destroy()
  const status =
    (code: number): Listener =>
    (_, response) =>
      void response.writeHead(code).end('<html>')
  const half: Listener = (_, response) => {
    response.write('{"data":')
    setTimeout(() => response.destroy(), 5)
  }

  it.each<[string, SubgraphFetch['kind'], Listener, number]>([
    ['a query whose connection breaks', 'query', cuts, 3],
    ['a query answered 502 by a proxy', 'query', status(502), 3],
    ['a query answered 503 by a proxy', 'query', status(503), 3],
    ['a query answered 504 by a proxy', 'query', status(504), 3],
    ['a query answered 500', 'query', status(500), 1],
    ['a query whose answer had begun', 'query', half, 1],
    ['a mutation whose connection breaks', 'mutation', cuts, 1],
    ['a mutation answered 503', 'mutation', status(503), 1],
  ])('%s (%s) is sent as often as is safe', async (_name, kind, listener, times) => {
    let asked = 0
    const { transport, close } = await serve((request, response) => {
      asked++
      listener(request, response)
    })
    const retrying = withRetry(transport, { waitMs: 2 })
    await expect(retrying.execute(fetchOf(kind), context())).rejects.toMatchObject({ name: 'SubgraphFailure' })
    expect(asked).toBe(times)
    await close()
  })

  it('is not waited for when the client goes meanwhile', async () => {
    const { transport, close } = await serve(cuts)
    const retrying = withRetry(transport, { waitMs: 60_000, random: () => 1 })
    await expect(retrying.execute(QUERY, context(AbortSignal.timeout(20)))).rejects.toMatchObject({
      name: 'TimeoutError',
    })
    await close()
  })
})
