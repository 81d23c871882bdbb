import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PLATFORM, readEntries, shardOf, type DataChanged } from '@casbah/kit'
import { collected, Harness } from '../testing/harness.ts'

describe('activities', () => {
  let folder: string
  let harness: Harness
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lists-'))
    const [tor, vpn] = [join(folder, 'tor'), join(folder, 'vpn')]
    await writeFile(tor, '198.51.100.1\n')
    await writeFile(vpn, '198.51.100.0/24\n2001:db8::/32\n')
    harness = await Harness.open({ networkLists: { lists: { tor: [tor], vpn: [vpn] } } })
  })
  afterAll(async () => {
    await harness.close()
    await rm(folder, { recursive: true })
  })

  it('carry the tag of a list, unless a network of the tenant has the address', async () => {
    await harness.data(
      'acme',
      `mutation { upsertNamedNetwork(input: { name: "Egress", cidrs: ["198.51.100.0/30"], tag: CORPORATE }) { userErrors { message } } }`,
    )
    const from = (address: string) => ({ ip: { address, country: null, city: null, asn: null, isp: null } })
    for (const tenant of ['acme', 'globex'])
      await harness.feed(tenant, [
        collected('exit', from('198.51.100.1')),
        collected('vpn', from('198.51.100.9')),
        collected('six', from('2001:db8::9')),
        collected('plain', from('192.0.2.1')),
      ])
    const tags = async (tenant: string) =>
      (await harness.stored(tenant)).map(item => item.type === 'activity' && item.ip!.networkTag)
    expect(await tags('acme')).toEqual(['CORPORATE', 'VPN', 'VPN', null])
    expect(await tags('globex')).toEqual(['TOR', 'VPN', 'VPN', null])
  })

  it('are told with what data they are enriched', async () => {
    const entries = await readEntries(harness.db, 'data.changed', shardOf(PLATFORM), 0)
    const told = entries.flatMap(entry => entry.items as DataChanged[])
    expect(told.map(({ name, entries }) => [name, entries])).toEqual([
      ['country', null],
      ['asn', null],
      ['tor', 1],
      ['risky', 0],
      ['vpn', 2],
      ['hosting', 0],
    ])
    for (const name of ['country', 'asn']) {
      const { builtAt, source } = told.find(each => each.name === name)!
      expect(source).toBe('bundled')
      expect(builtAt).toBeGreaterThan(Date.UTC(2026, 0, 1))
      expect(builtAt).toBeLessThan(Date.now())
    }
  })
})
