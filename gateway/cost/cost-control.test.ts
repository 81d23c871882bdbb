import { createExecutor } from '../executor/index.ts'
import { Metrics } from '../metrics.ts'
import { callerWith } from '../testing/gateway.ts'
import { composeGraph } from '../testing/compose.ts'
import { CostControl } from './cost-control.ts'

const { supergraphSdl } = composeGraph({
  one: {
    sdl: `
      type Query {
        all(first: Int = 5): [Thing!] @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)
        viewer: Viewer @cost(weight: 3)
      }
      type Thing { id: ID! }
      type Viewer { limits: Limits! }
      type Limits { remaining: Int! }
    `,
    resolvers: {},
  },
})

describe('cost control', () => {
  const executor = createExecutor({ supergraphSdl, transports: new Map() })
  const caller = callerWith([])
  let now = 0
  const open = (limits = {}) => new CostControl(new Metrics(), limits, () => now)
  const request = (text: string, variables = {}) => ({ executor, document: executor.prepare(text).ast, variables })

  it('reads the directives of a composed supergraph', () => {
    const admitted = open().admit(request('{ all { id } viewer { limits { remaining } } }'), caller)
    expect('done' in admitted && admitted.done(null).requested).toBe(5 + 3 + 1)
  })

  it('refuses what costs too much with the cost, the limit and what to do, and takes nothing', () => {
    const costs = open({ operationCost: 10 })
    expect(costs.admit(request('query ($n: Int) { all(first: $n) { id } }', { n: 11 }), caller)).toMatchObject({
      refusal: {
        message: expect.stringMatching(/costs 11 points; at most 10 .* smaller pages/) as unknown,
        extensions: { code: 'BAD_USER_INPUT', cost: 11, limit: 10 },
      },
      report: { requested: 11, actual: 0, remaining: 200_000 },
      retryAfterSeconds: null,
    })
    expect(costs.admit(request('query ($n: Int) { all(first: $n) { id } }', { n: 10 }), caller)).toHaveProperty('done')
  })

  it('refuses what the window has no points left for until it is over', () => {
    now = 500
    const costs = open({ windowCost: 8 })
    const all = request('{ all { id } }')
    expect(costs.admit(all, caller)).toHaveProperty('done')
    now = 20_500
    expect(costs.admit(all, caller)).toMatchObject({
      refusal: {
        extensions: { code: 'RATE_LIMITED', cost: 5, limit: 8, remaining: 3, resetAt: '1970-01-01T00:01:00.500Z' },
      },
      report: { requested: 5, actual: 0, remaining: 3, resetAt: '1970-01-01T00:01:00.500Z' },
      retryAfterSeconds: 40,
    })
    now = 60_500
    expect(costs.admit(all, caller)).toHaveProperty('done')
  })

  it('settles what was really answered', () => {
    const admitted = open({ windowCost: 100 }).admit(request('{ all(first: 50) { id } }'), caller)
    expect('done' in admitted && admitted.done(2)).toMatchObject({ requested: 50, actual: 2, remaining: 98 })
  })

  it('tells the subgraphs the limits only when the operation asks for them', () => {
    const costs = open()
    expect(costs.admit(request('{ all { id } }'), caller)).toMatchObject({ caller })
    const asking = costs.admit(request('{ viewer { ...V } } fragment V on Viewer { limits { remaining } }'), caller)
    expect(asking).toMatchObject({ caller: { tenant: 't1', limits: { limit: 200_000, remaining: 199_991 } } })
  })
})
