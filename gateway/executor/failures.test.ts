import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Handle } from '@casbah/kit'
import { composeGraph } from '../testing/compose.ts'
import { createExecutor } from './executor.ts'
import { httpTransport } from './transport-http.ts'
import { inProcessTransport } from './transport-in-process.ts'
import type { Transport } from './transport.ts'
import { withRetry } from './with-retry.ts'

const graph = composeGraph({
  good: {
    sdl: `type Query { thing: Thing, things: [Thing!]! } type Thing @key(fields: "id") { id: ID! }`,
    resolvers: { Query: { thing: () => ({ id: 1 }), things: () => [{ id: 1 }, { id: 2 }] } },
  },
  bad: {
    sdl: `type Query { other: Int } type Thing @key(fields: "id") { id: ID! size: Int weight: Int! }`,
    resolvers: {},
  },
})

const executorWith = (bad: Transport | null) =>
  createExecutor({
    supergraphSdl: graph.supergraphSdl,
    transports: new Map([['good', inProcessTransport(graph.handles.good!)], ...(bad ? ([['bad', bad]] as const) : [])]),
  })

const unavailable = (what: string, path: (string | number)[]) => ({
  message: `The subgraph bad ${what}`,
  path,
  extensions: { code: 'UNAVAILABLE', subgraph: 'bad' },
})

/** Runs `work` against a server that answers like this. */
async function withServer<T>(answer: RequestListener, work: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(answer)
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`)
  } finally {
    server.closeAllConnections()
    await new Promise(done => server.close(done))
  }
}

async function askHttp(answer: RequestListener): Promise<unknown> {
  return withServer(answer, async url => {
    const transport = withRetry(httpTransport({ url, timeoutMs: 1_000, maxAnswerBytes: 10_000 }), { waitMs: 2 })
    const result = await executorWith(transport).execute({ document: '{ thing { id size } }' })
    await transport.close()
    return JSON.parse(result.json)
  })
}

/** Asks with a bad subgraph that answers this, in either way. */
const BAD_WAYS: Record<string, (answer: () => unknown) => Promise<unknown>> = {
  'in process': async answer => {
    const handle = (async () => await answer()) as Handle
    const executor = executorWith(inProcessTransport(handle, { timeoutMs: 1_000 }))
    return JSON.parse((await executor.execute({ document: '{ thing { id size } }' })).json)
  },
  'over HTTP': answer =>
    askHttp(async (_, response) => {
      response.end(JSON.stringify(await answer()))
    }),
}

describe.each(Object.entries(BAD_WAYS))('a subgraph that answers garbage, %s', (way, askBad) => {
  const status = way === 'over HTTP' ? 'status 200 and ' : ''
  const noGraphql = unavailable(`answered with ${status}something that is not GraphQL.`, ['thing'])
  const noFit = unavailable('answered with something that does not fit the question.', ['thing'])
  const told = [{ message: 'It broke.', path: ['thing'], extensions: { code: 'CONFLICT' } }]
  const broke = (path: unknown) => ({ errors: [{ message: 'It broke.', path, extensions: { code: 'CONFLICT' } }] })

  it.each<[string, () => unknown, unknown[]]>([
    ['an object that is no result', () => ({ hello: 1 }), [noGraphql]],
    ['a list', () => [], [noGraphql]],
    ['null', () => null, [noGraphql]],
    ['a number', () => 7, [noGraphql]],
    ['a text', () => '<html>', [noGraphql]],
    ['data that is a list', () => ({ data: [] }), [noGraphql]],
    ['errors that are none', () => ({ data: null, errors: 'x' }), [noFit]],
    ['errors without a message', () => ({ data: null, errors: [null, 1, {}, { message: 1 }] }), [noFit]],
    ['entities that are no list', () => ({ data: { _entities: 'none' } }), [noFit]],
    ['entities that are no objects', () => ({ data: { _entities: [7] } }), []],
    ['too few entities', () => ({ data: { _entities: [] } }), []],
    ['an error of an entity that was not asked for', () => broke(['_entities', 99, 'x']), told],
    ['an error with a path of nonsense', () => broke([{ a: 1 }, null]), told],
    ['an error with a path that is none', () => broke('thing'), told],
    ['nothing in time', () => new Promise(() => {}), [unavailable('did not answer within 1 s.', ['thing'])]],
  ])('%s: its fields are null, the rest stands, and its errors fit the answer', async (_name, answer, errors) => {
    expect(await askBad(answer)).toEqual({
      data: { thing: { id: '1', size: null } },
      ...(errors.length ? { errors } : {}),
    })
  })

  it('more entities than were asked for: the others touch nobody', async () => {
    const answer = () => ({ data: { _entities: [{ size: 1 }, { size: 2, id: '9' }] } })
    expect(await askBad(answer)).toEqual({ data: { thing: { id: '1', size: 1 } } })
  })

  it('keys that would reach into prototypes: they reach nothing', async () => {
    const answer = () => JSON.parse('{"data":{"_entities":[{"size":1,"__proto__":{"polluted":1},"constructor":5}]}}')
    expect(await askBad(answer)).toEqual({ data: { thing: { id: '1', size: 1 } } })
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})

describe('a subgraph that fails', () => {
  it.each<[string, RequestListener, string]>([
    ['HTML', (_, res) => res.end('<html>'), 'answered with status 200 and something that is not JSON.'],
    [
      'a 500 without a body',
      (_, res) => res.writeHead(500).end(),
      'answered with status 500 and something that is not JSON.',
    ],
    [
      'too much',
      (_, res) => res.end(JSON.stringify({ data: 'x'.repeat(20_000) })),
      'answered with more than 10000 bytes.',
    ],
  ])('by %s: its fields are null with an error that names it, the rest stands', async (_name, answer, sentence) => {
    expect(await askHttp(answer)).toEqual({
      data: { thing: { id: '1', size: null } },
      errors: [unavailable(sentence, ['thing'])],
    })
  })

  it('by not being there', async () => {
    const answer = await executorWith(httpTransport({ url: 'http://127.0.0.1:1/graphql' })).execute({
      document: '{ other thing { id size } }',
    })
    expect(JSON.parse(answer.json)).toEqual({
      data: { other: null, thing: { id: '1', size: null } },
      errors: expect.arrayContaining([
        { message: 'The subgraph bad does not answer.', extensions: { code: 'UNAVAILABLE', subgraph: 'bad' } },
        unavailable('does not answer.', ['thing']),
      ]) as unknown,
    })
  })

  it('by not being connected, and the null of its required field goes up', async () => {
    const answer = await executorWith(null).execute({ document: '{ things { id weight } }' })
    expect(JSON.parse(answer.json)).toEqual({
      data: null,
      errors: [unavailable('is not connected to this gateway.', ['things', 0])],
    })
  })

  it('by throwing in this process', async () => {
    const handle: Handle = async () => {
      throw new Error('secret detail')
    }
    const answer = await executorWith(inProcessTransport(handle)).execute({ document: '{ thing { size } }' })
    expect(JSON.parse(answer.json)).toEqual({
      data: { thing: { size: null } },
      errors: [unavailable('failed.', ['thing'])],
    })
  })

  it('silently, by a null where none may be: the answer says so', async () => {
    const handle: Handle = async () => ({ data: { _entities: [{ weight: null }, { weight: 2 }] } })
    const answer = await executorWith(inProcessTransport(handle)).execute({ document: '{ things { weight } }' })
    expect(JSON.parse(answer.json)).toEqual({
      data: null,
      errors: [
        {
          message: 'Cannot return null for non-nullable field Thing.weight.',
          path: ['things', 0, 'weight'],
          extensions: { code: 'UNAVAILABLE' },
        },
      ],
    })
  })

  it('once, by closing a kept connection: a query is asked again, a mutation is not', async () => {
    let requests = 0
    const flaky: RequestListener = (request, response) => {
      if (requests++ === 0) request.socket.destroy()
      else response.end('{"data":{"_entities":[{"size":3}]}}')
    }
    expect(await askHttp(flaky)).toEqual({ data: { thing: { id: '1', size: 3 } } })
    expect(requests).toBe(2)
    requests = 0
    await withServer(flaky, async url => {
      const transport = withRetry(httpTransport({ url }))
      const fetch = {
        kind: 'mutation' as const,
        query: '',
        operationName: undefined,
        variables: () => ({}),
        body: () => '{}',
      }
      await expect(transport.execute(fetch, { signedCaller: undefined, signal: undefined })).rejects.toThrow(
        'does not answer.',
      )
      await transport.close()
    })
    expect(requests).toBe(1)
  })

  it('by keeping everyone waiting: each request ends with its own signal', async () => {
    await withServer(
      () => {},
      async url => {
        const transport = withRetry(httpTransport({ url }))
        const executor = executorWith(transport)
        const gaveUp = Array.from({ length: 20 }, () =>
          executor.execute({ document: '{ thing { size } }', signal: AbortSignal.timeout(20) }).then(
            () => 'answered',
            (error: Error) => error.name,
          ),
        )
        expect(new Set(await Promise.all(gaveUp))).toEqual(new Set(['TimeoutError']))
        await transport.close()
      },
    )
  })
})
