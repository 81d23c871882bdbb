import { collected, Harness } from '../testing/harness.ts'
import { formatAddress, parseAddress, parseCidr } from './address.ts'

const UPSERT = `mutation ($input: NamedNetworkInput!) { upsertNamedNetwork(input: $input) {
  namedNetwork { id name cidrs tag version } userErrors { code message path } } }`

interface Payload {
  upsertNamedNetwork: {
    namedNetwork: { id: string; name: string; version: number } | null
    userErrors: { code: string; message: string; path: string[] }[]
  }
}

describe('addresses', () => {
  it('are written in one way', () => {
    for (const [text, canonical] of [
      ['10.0.0.1', '10.0.0.1'],
      ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
      ['::', '::'],
      ['::1', '::1'],
      ['fe80::1%eth0', 'fe80::1'],
      ['::ffff:1.2.3.4', '1.2.3.4'],
      ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
      ['1::', '1::'],
    ])
      expect(formatAddress(parseAddress(text!)!)).toBe(canonical)
    for (const text of ['', '1.2.3', '1.2.3.4.5', 'x', '1::2::3']) expect(parseAddress(text)).toBeNull()
  })

  it('have ranges, without bits behind the prefix', () => {
    expect(parseCidr('10.0.0.0/30')).toEqual({ family: 4, first: 0x0a000000n, last: 0x0a000003n })
    expect(parseCidr('::/0')).toEqual({ family: 6, first: 0n, last: (1n << 128n) - 1n })
    for (const text of ['10.0.0.1/30', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'x/8'])
      expect(parseCidr(text)).toBeNull()
  })
})

describe('named networks', () => {
  let harness: Harness
  beforeAll(async () => (harness = await Harness.open()))
  afterAll(() => harness.close())

  const upsert = async (tenant: string, input: Record<string, unknown>) =>
    ((await harness.data(tenant, UPSERT, { input: { tag: 'CORPORATE', ...input } })) as unknown as Payload)
      .upsertNamedNetwork

  it('tag activities from then on, in their tenant alone', async () => {
    const ip = { address: '10.1.2.3', country: null, city: null, asn: null, isp: null }
    await harness.feed('acme', [collected('before', { ip })])
    await upsert('acme', { name: 'Offices', cidrs: ['10.1.0.0/16', '2001:db8::/32'], tag: 'CORPORATE' })
    await upsert('acme', { name: 'Above', cidrs: ['10.2.0.0/16'], tag: 'VPN' })
    for (const tenant of ['acme', 'globex'])
      await harness.feed(tenant, [
        collected('in', { ip }),
        collected('out', { ip: { ...ip, address: '10.3.0.1' } }),
        collected('six', { ip: { ...ip, address: '2001:db8::1' } }),
      ])
    const tags = async (tenant: string) =>
      (await harness.stored(tenant)).map(item => item.type === 'activity' && item.ip!.networkTag)
    expect(await tags('acme')).toEqual([null, 'CORPORATE', null, 'CORPORATE'])
    expect(await tags('globex')).toEqual([null, null, null])
    expect(await harness.data('globex', '{ namedNetworks { name } }')).toEqual({ namedNetworks: [] })
  })

  it('refuse ranges that overlap or are none, and names that are taken', async () => {
    const { namedNetwork } = await upsert('errors', { name: 'Lab', cidrs: ['192.0.2.0/24'] })
    expect(namedNetwork).toMatchObject({ name: 'Lab', version: 1 })
    for (const [input, path, message] of [
      [
        { name: 'Other', cidrs: ['198.51.100.0/24', '192.0.2.128/25'] },
        ['input', 'cidrs', '1'],
        /overlaps 192\.0\.2\.0\/24/,
      ],
      [{ name: 'Other', cidrs: ['10.0.0.0/8', '10.1.0.0/16'] }, ['input', 'cidrs', '1'], /overlaps/],
      [{ name: 'Other', cidrs: ['10.0.0.1/8'] }, ['input', 'cidrs', '0'], /no range/],
      [{ name: 'Other', cidrs: [] }, ['input', 'cidrs'], /1 to 1000 ranges/],
      [{ name: 'LAB', cidrs: ['10.0.0.0/8'] }, ['input', 'name'], /already/],
      [{ name: ' ', cidrs: ['10.0.0.0/8'] }, ['input', 'name'], /1 to 200/],
    ] as [Record<string, unknown>, string[], RegExp][])
      expect(await upsert('errors', input)).toEqual({
        namedNetwork: null,
        userErrors: [{ code: 'BAD_USER_INPUT', message: expect.stringMatching(message), path }],
      })
    const { namedNetworks } = await harness.data('errors', '{ namedNetworks { name } }')
    expect(namedNetworks).toEqual([{ name: 'Lab' }])
  })

  it('change and go only for those who saw the last version', async () => {
    const { namedNetwork } = await upsert('versions', { name: 'Lab', cidrs: ['192.0.2.0/24'] })
    const id = namedNetwork!.id
    expect((await upsert('versions', { id, name: 'Lab', cidrs: ['192.0.2.0/25'] })).userErrors[0]!.code).toBe(
      'BAD_USER_INPUT',
    )
    const changed = await upsert('versions', { id, expectedVersion: 1, name: 'Lab 2', cidrs: ['192.0.2.0/25'] })
    expect(changed.namedNetwork).toMatchObject({ id, name: 'Lab 2', version: 2 })
    const again = await upsert('versions', { id, expectedVersion: 1, name: 'Lab 3', cidrs: ['192.0.2.0/25'] })
    expect(again.userErrors[0]!.code).toBe('CONFLICT')
    const remove = (input: object) =>
      harness.data(
        'versions',
        `mutation ($input: IdInput!) { deleteNamedNetwork(input: $input) { id userErrors { code } } }`,
        { input },
      )
    expect(await remove({ id, expectedVersion: 1 })).toEqual({
      deleteNamedNetwork: { id: null, userErrors: [{ code: 'CONFLICT' }] },
    })
    expect(await remove({ id })).toEqual({ deleteNamedNetwork: { id, userErrors: [] } })
    expect(await remove({ id })).toEqual({ deleteNamedNetwork: { id: null, userErrors: [{ code: 'NOT_FOUND' }] } })
  })
})
