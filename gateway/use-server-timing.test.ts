import { closeGateways, ask, smallGateway } from './testing/gateway.ts'
import { Timings } from './timings.ts'

afterAll(closeGateways)

describe('Server-Timing', () => {
  it('tells with every operation where the time went, by name and duration alone', async () => {
    const { url } = await smallGateway()
    const header = async (query: string) => (await ask(url, query)).headers.get('server-timing')
    const dur = String.raw`;dur=[\d.]+`
    expect(await header('{ a: things { size } b: things { id } }')).toMatch(
      new RegExp(`^total${dur}, prepare${dur}, fetch-things${dur};desc="1", fetch-sizes${dur};desc="1"$`),
    )
    expect(await header('{ __typename }')).toMatch(new RegExp(`^total${dur}, prepare${dur}$`))
    expect(await header('{ nothing }')).toMatch(new RegExp(`^total${dur}, prepare${dur}$`))
    expect(await header('{')).toBeNull()
  })

  it('is not told to strangers', async () => {
    const { url } = await smallGateway()
    expect((await ask(url, '{ whoami }', {})).headers.get('server-timing')).toBeNull()
  })

  it('can be read by browsers of other sites', async () => {
    const { url } = await smallGateway()
    const { headers } = await ask(url, '{ whoami }', {
      authorization: 'Bearer reader',
      origin: 'https://partner.example',
    })
    expect(headers.get('access-control-expose-headers')).toContain('server-timing')
  })

  it('adds up, and stays short whatever the subgraphs are called and however many they are', () => {
    const timings = new Timings(1_000)
    expect(timings.header(2_000)).toBeNull()
    timings.prepared(1.04)
    timings.prepared(2)
    timings.fetched({ subgraph: 'a "b", c;d', seconds: 0.01 })
    timings.fetched({ subgraph: 'a "b", c;d', seconds: 0.02 })
    expect(timings.header(1_050)).toBe('total;dur=50, prepare;dur=3, fetch-a__b___c_d;dur=30;desc="2"')
    for (let n = 0; n < 1_000; n++) timings.fetched({ subgraph: `${'x'.repeat(100)}${n}`, seconds: 1 })
    expect(timings.header(1_050)!.length).toBeLessThan(1_600)
  })
})
