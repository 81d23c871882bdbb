import type { SubgraphResult, Transport } from '../executor/index.ts'
import { orAborted } from '../executor/or-aborted.ts'
import { Metrics } from '../metrics.ts'
import type { SubgraphWay } from '../subgraph-ways.ts'
import { composeGraph } from '../testing/compose.ts'
import { silentLogger } from '../testing/gateway.ts'
import { ServedSupergraph } from './served-supergraph.ts'
import { TransportPool } from './transport-pool.ts'

/** A supergraph with one field for each subgraph, at these addresses. */
function composed(addresses: Record<string, string>): string {
  const subgraphs = Object.keys(addresses).map(name => [name, { sdl: `type Query { ${name}: Int }`, resolvers: {} }])
  return composeGraph(Object.fromEntries(subgraphs), addresses).supergraphSdl
}

const ONE = composed({ a: 'http://a/1', b: 'http://b/1' })
const OTHERS = Array.from({ length: 20 }, (_, n) => composed({ a: `http://a/${n + 2}` }))

function openServed(ways: Record<string, SubgraphWay> = {}) {
  const opened: string[] = []
  const closed: string[] = []
  const gone: string[] = []
  const asked = Promise.withResolvers<void>()
  const nameOf = (name: string, way: SubgraphWay) => ('url' in way ? `${name} ${way.url}` : name)
  const pool = new TransportPool(
    (name, way): Transport => {
      opened.push(nameOf(name, way))
      return {
        execute: (_, { signal }) => {
          asked.resolve()
          return orAborted(new Promise<SubgraphResult>(() => {}), signal)
        },
        subscribe: async () => ({ next: async () => ({ done: true, value: undefined }) }),
        close: async () => void closed.push(nameOf(name, way)),
      }
    },
    name => gone.push(name),
  )
  const logger = silentLogger()
  const said: unknown[] = []
  logger.error = ((facts: unknown) => said.push(facts)) as never
  const metrics = new Metrics()
  const served = new ServedSupergraph({ supergraphSdl: ONE, ways, pool, metrics, logger, now: () => 0 })
  return { served, opened, closed, gone, said, metrics, asked: asked.promise }
}

describe('the supergraph of the moment', () => {
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => jest.useRealTimers())

  it('takes over the ways to subgraphs that stay where they are, and closes those that nobody needs', () => {
    const { served, opened, closed, gone } = openServed()
    expect(opened).toEqual(['a http://a/1', 'b http://b/1'])
    served.swap(composed({ a: 'http://a/1', c: 'http://c/1' }))
    expect(opened).toEqual(['a http://a/1', 'b http://b/1', 'c http://c/1'])
    expect([closed, gone]).toEqual([['b http://b/1'], ['b']])
    served.swap(composed({ a: 'http://a/2', c: 'http://c/1' }))
    expect(opened.at(-1)).toBe('a http://a/2')
    // The subgraph is still there, at another address.
    expect([closed.at(-1), gone]).toEqual(['a http://a/1', ['b']])
  })

  it('asks a subgraph where it was told to, whatever the supergraph says', () => {
    const { served, opened, closed } = openServed({ a: { url: 'http://mine/' } })
    served.swap(composed({ a: 'http://a/9' }))
    expect([opened, closed]).toEqual([['a http://mine/', 'b http://b/1'], ['b http://b/1']])
  })

  it('keeps the ways of a replaced one open until its last visit ends', () => {
    const { served, closed } = openServed()
    const first = served.visit()
    const second = served.visit()
    served.swap(OTHERS[0]!)
    first.end()
    first.end()
    expect(closed).toEqual([])
    second.end()
    expect(closed).toEqual(['a http://a/1', 'b http://b/1'])
  })

  it('leaves nothing open of one that is refused half way', () => {
    const { served, opened, closed } = openServed()
    expect(() => served.swap(composed({ c: 'http://c/1', d: '' }))).toThrow('no address for the subgraph d')
    expect([opened.at(-1), closed]).toEqual(['c http://c/1', ['c http://c/1']])
  })

  it('ends requests of a replaced one with UNAVAILABLE after a minute', async () => {
    const { served, closed, asked } = openServed()
    const answer = served.visit().execute({ document: '{ a }' })
    // The planner, which works in a thread of its own, has a deadline too.
    await asked
    served.swap(OTHERS[0]!)
    await jest.advanceTimersByTimeAsync(59_999)
    expect(closed).toEqual([])
    await jest.advanceTimersByTimeAsync(1)
    expect(await answer).toMatchObject({ data: null, errors: [{ extensions: { code: 'UNAVAILABLE' } }] })
    expect(closed).toEqual(['a http://a/1', 'b http://b/1'])
  })

  it('does not keep more than 16 replaced ones', async () => {
    const { served, metrics } = openServed()
    const answers = OTHERS.map(each => {
      const answer = served.visit().execute({ document: '{ a }' })
      served.swap(each)
      return answer
    })
    expect(await metrics.registry.getSingleMetricAsString('casbah_gateway_supergraphs')).toContain('supergraphs 17')
    for (const answer of answers.slice(0, 4))
      expect(await answer).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE' } }] })
  })

  it('is still the same when the same text comes', () => {
    const { served } = openServed()
    const { current } = served
    served.swap(ONE)
    expect(served.current).toBe(current)
    expect(current.hash).toMatch(/^[0-9a-f]{16}$/)
  })

  it('says once why a text cannot be read, and forgets it when it can', () => {
    const { served, said } = openServed()
    served.failed('It is away.')
    served.failed('It is away.')
    expect(said).toEqual([{ problem: 'It is away.' }])
    expect(served.status().problem).toEqual({ at: '1970-01-01T00:00:00.000Z', message: 'It is away.' })
    served.unchanged()
    expect(served.status().problem).toBeNull()
  })

  it('keeps saying that the newest text was refused while that is still the newest', () => {
    const { served, said } = openServed()
    served.changed('nonsense')
    served.failed('It is away.')
    served.unchanged()
    expect(served.status().problem?.message).toContain('not a supergraph')
    expect(said).toHaveLength(2)
    served.changed(ONE)
    expect(served.status().problem).toBeNull()
  })
})
