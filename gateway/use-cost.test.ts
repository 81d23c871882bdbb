import { verifyCaller } from '@casbah/kit'
import { composeGraph } from './testing/compose.ts'
import {
  ask,
  callerWith,
  CONTEXT_KEY,
  closeGateways,
  connect,
  smallGateway,
  Tokens,
  type Reply,
} from './testing/gateway.ts'

afterAll(closeGateways)

const tokens = new Tokens()
for (const id of ['one', 'two', 'three', 'four']) {
  const caller = callerWith(['things:read'])
  tokens.known.set(id, { ...caller, actor: { ...caller.actor, id } })
}
const as = (token: string) => ({ authorization: `Bearer ${token}` })
const costOf = ({ body }: Reply) => (body as { extensions?: { cost?: unknown } }).extensions?.cost
const resetAt = expect.stringMatching(/^\d{4}-.*Z$/) as unknown

describe('cost over HTTP', () => {
  it('is told with every answer: as requested, as answered, and what is left', async () => {
    const { url } = await smallGateway({ authenticate: tokens.authenticate })
    const first = await ask(url, '{ things { id } }', as('one'))
    expect(costOf(first)).toEqual({ requested: 10, actual: 1, remaining: 199_999, resetAt })
    const partial = await ask(url, '{ things { id } refuses }', as('one'))
    expect(partial.body).toMatchObject({ data: { refuses: null }, errors: [{ extensions: { code: 'NOT_FOUND' } }] })
    expect(costOf(partial)).toEqual({ requested: 10, actual: 1, remaining: 199_998, resetAt })
    expect(costOf(await ask(url, '{ things { id } }', as('two')))).toMatchObject({ remaining: 199_999 })
  })

  it('is not told to strangers, nor where nobody is asked for a token', async () => {
    const { url } = await smallGateway({ authenticate: tokens.authenticate })
    const stranger = await ask(url, '{ things { id } }', as('nobody we know'))
    expect([stranger.status, stranger.body]).toEqual([401, { errors: [expect.anything()] }])
    const open = await smallGateway({ authenticate: null })
    expect((await ask(open.url, '{ things { id } }', {})).body).toEqual({ data: { things: [{ id: '1' }] } })
  })

  it('refuses what costs too much with 400, before anything is fetched', async () => {
    const { url } = await smallGateway({ authenticate: tokens.authenticate, limits: { operationCost: 15 } })
    const refused = await ask(url, '{ a: things { id } b: things { id } }', {
      ...as('one'),
      accept: 'application/graphql-response+json',
    })
    expect(refused.status).toBe(400)
    expect(refused.body.errors).toEqual([
      {
        message: expect.stringContaining('costs 20 points; at most 15') as unknown,
        extensions: { code: 'BAD_USER_INPUT', cost: 20, limit: 15 },
      },
    ])
    expect(costOf(refused)).toEqual({ requested: 20, actual: 0, remaining: 200_000, resetAt })
  })

  it('refuses with 429 and says when to come back, one token only', async () => {
    const { url } = await smallGateway({ authenticate: tokens.authenticate, limits: { windowCost: 10 } })
    const answers = [await ask(url, '{ things { id } }', as('one')), await ask(url, '{ things { id } }', as('one'))]
    expect(answers.map(each => each.status)).toEqual([200, 429])
    const refused = answers[1]!
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50)
    expect(refused.body.errors?.[0]?.extensions).toEqual({
      code: 'RATE_LIMITED',
      cost: 10,
      limit: 10,
      remaining: 9,
      resetAt,
    })
    expect(costOf(refused)).toEqual({ requested: 10, actual: 0, remaining: 9, resetAt })
    expect((await ask(url, '{ things { id } }', as('two'))).status).toBe(200)
  })

  it('tells a subgraph what is left where the operation asks for it', async () => {
    const { supergraphSdl, handles } = composeGraph({
      apps: {
        sdl: 'type Query { viewer: Viewer } type Viewer { limits: Limits! } type Limits { limit: Int! remaining: Int! }',
        resolvers: {
          Query: {
            viewer: async (_: never, __: never, { signedCaller }) => await verifyCaller(signedCaller, CONTEXT_KEY),
          },
        },
      },
    })
    const { url } = await smallGateway({
      supergraphSdl,
      subgraphs: { apps: { handle: handles.apps! } },
      authenticate: tokens.authenticate,
    })
    for (const remaining of [199_998, 199_996])
      expect((await ask(url, '{ viewer { limits { limit remaining } } }', as('one'))).body.data).toEqual({
        viewer: { limits: { limit: 200_000, remaining } },
      })
  })

  it('is measured', async () => {
    const { url } = await smallGateway({ authenticate: tokens.authenticate })
    await ask(url, '{ things { id } }', as('one'))
    const text = await (await fetch(new URL('/metrics', url))).text()
    expect(text).toContain('casbah_operation_cost_sum{type="query",measure="requested"} 10')
    expect(text).toContain('casbah_operation_cost_sum{type="query",measure="actual"} 1')
  })
})

describe('cost over graphql-ws', () => {
  it('is told, refused, and counted in the same budget', async () => {
    const { url, wsUrl } = await smallGateway({ authenticate: tokens.authenticate, limits: { windowCost: 11 } })
    const client = connect(wsUrl, { token: 'three' })
    const run = async () => (await client.iterate({ query: '{ things { id } }' }).next()).value
    expect(await run()).toEqual({
      data: { things: [{ id: '1' }] },
      extensions: { cost: { requested: 10, actual: 1, remaining: 10, resetAt } },
    })
    await ask(url, '{ things { id } }', as('three'))
    expect(await run()).toMatchObject({
      errors: [{ extensions: { code: 'RATE_LIMITED' } }],
      extensions: { cost: { requested: 10, actual: 0, remaining: 9 } },
    })
    await client.dispose()
  })

  it('is paid once for a subscription, as requested', async () => {
    const { url, wsUrl } = await smallGateway({ authenticate: tokens.authenticate })
    const client = connect(wsUrl, { token: 'four' })
    const seen: unknown[] = []
    for await (const event of client.iterate({ query: 'subscription { counted(to: 2) }' })) seen.push(event)
    expect(seen).toEqual([{ data: { counted: 1 } }, { data: { counted: 2 } }])
    await client.dispose()
    const text = await (await fetch(new URL('/metrics', url))).text()
    expect(text).toContain('casbah_operation_cost_count{type="subscription",measure="actual"} 1')
  })
})
