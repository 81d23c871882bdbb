import { ask, closeGateways, connect, smallGateway, type Small } from './testing/gateway.ts'

afterAll(closeGateways)

/** Lines of the metrics that are counted up, without those that tell times. */
async function counted({ gateway }: Small, ...names: string[]): Promise<string[]> {
  const text = await gateway.metrics.registry.metrics()
  const lines = text.split('\n').filter(line => names.some(name => line.startsWith(`casbah_gateway_${name}{`)))
  return lines.map(line => line.replace('casbah_gateway_', '')).sort()
}

describe('rate, errors and duration', () => {
  it('are those of each operation, by name, type and outcome', async () => {
    const small = await smallGateway()
    await ask(small.url, 'query Good { whoami }')
    await ask(small.url, 'query Good { whoami }')
    await ask(small.url, 'query Partly { whoami refuses }')
    await ask(small.url, 'query Refused { things { id } }', { authorization: 'Bearer nobody' })
    await ask(small.url, 'mutation { make { id } }')
    expect(await counted(small, 'operations_total', 'operation_seconds_count')).toEqual([
      'operation_seconds_count{operation="(unnamed)",type="mutation"} 1',
      'operation_seconds_count{operation="Good",type="query"} 2',
      'operation_seconds_count{operation="Partly",type="query"} 1',
      'operation_seconds_count{operation="Refused",type="query"} 1',
      'operations_total{operation="(unnamed)",type="mutation",outcome="ok"} 1',
      'operations_total{operation="Good",type="query",outcome="ok"} 2',
      'operations_total{operation="Partly",type="query",outcome="partial"} 1',
      'operations_total{operation="Refused",type="query",outcome="failed"} 1',
    ])
  })

  it('are the same over graphql-ws', async () => {
    const small = await smallGateway({ limits: { operationCost: 15 } })
    const run = async (token: string, query: string) => {
      const client = connect(small.wsUrl, { token })
      await client
        .iterate({ query })
        .next()
        .catch(() => undefined)
      await client.dispose()
    }
    await run('reader', 'query Good { whoami }')
    await run('reader', 'query Partly { whoami refuses }')
    await run('nobody', 'query Refused { things { id } }')
    await run('reader', 'query Dear { a: things { id } b: things { id } }')
    await run('reader', 'subscription Counts { counted(to: 1) }')
    expect(await counted(small, 'operations_total', 'errors_total')).toEqual([
      'errors_total{code="BAD_USER_INPUT"} 1',
      'errors_total{code="FORBIDDEN"} 1',
      'errors_total{code="NOT_FOUND"} 1',
      'operations_total{operation="Counts",type="subscription",outcome="ok"} 1',
      'operations_total{operation="Dear",type="query",outcome="failed"} 1',
      'operations_total{operation="Good",type="query",outcome="ok"} 1',
      'operations_total{operation="Partly",type="query",outcome="partial"} 1',
      'operations_total{operation="Refused",type="query",outcome="failed"} 1',
    ])
  })

  it('are those of each subgraph', async () => {
    const small = await smallGateway({
      subgraphs: {
        things: { handle: async () => ({ data: { __typename: 'Query', things: [{ __typename: 'Thing', id: '1' }] } }) },
        sizes: { url: 'http://127.0.0.1:1/graphql' },
      },
    })
    await ask(small.url, '{ things { size } }')
    expect(await counted(small, 'fetches_total', 'fetch_seconds_count')).toEqual([
      'fetch_seconds_count{subgraph="sizes"} 1',
      'fetch_seconds_count{subgraph="things"} 1',
      'fetches_total{subgraph="sizes",outcome="failed"} 1',
      'fetches_total{subgraph="things",outcome="ok"} 1',
    ])
  })

  it('tell errors by the code that clients see, those of requests that never ran, too', async () => {
    const small = await smallGateway()
    for (const query of ['{', '{ nothing }', '{ leaks }', '{ refuses }']) await ask(small.url, query)
    await ask(small.url, '{ whoami }', {})
    expect(await counted(small, 'errors_total')).toEqual([
      'errors_total{code="GRAPHQL_PARSE_FAILED"} 1',
      'errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1',
      'errors_total{code="INTERNAL"} 1',
      'errors_total{code="NOT_FOUND"} 1',
      'errors_total{code="UNAUTHENTICATED"} 1',
    ])
  })

  it('keep to few names, and short ones, whatever clients think of', async () => {
    const small = await smallGateway()
    await ask(small.url, `query ${'N'.repeat(65)} { whoami }`)
    for (let i = 0; i < 300; i++) small.gateway.metrics.operation(`Name${i}`, 'query', 'ok', 0)
    const lines = await counted(small, 'operations_total')
    expect(lines).toHaveLength(201)
    expect(lines[0]).toBe('operations_total{operation="(other)",type="query",outcome="ok"} 101')
  })
})
