import { setTimeout as sleep } from 'node:timers/promises'
import type { Connector, PolledStream } from '@casbah/sdk'
import { z } from 'zod'
import { systemClock } from './clock.ts'
import { shapeProblems } from './connector-shape.ts'
import { startFakeVendor, type Answer, type FakeVendor } from './testing/fake-vendor.ts'
import { MemoryStore } from './testing/memory-store.ts'
import { app, CONNECTED, testConnector, testHost, until } from './testing/test-connector.ts'

const HOUR = 3_600_000

/** Acme, whose log lies in regions that the vendor tells. */
function regional(): Connector {
  const plain = testConnector('ascending')
  const log: PolledStream = {
    ...(plain.streams[0] as PolledStream),
    partitions: ({ regions }) => regions as string[],
    request: ({ partition, since, until }) => ({
      url: `https://${partition}.vendor.test/log`,
      query: { since, until },
    }),
  }
  return {
    ...plain,
    card: {
      ...plain.card,
      config: z.object({ org: z.string(), regions: z.array(z.string().regex(/^[a-z]+-\d$/)).optional() }),
      found: { regions: { read: 'regions', value: 'name', always: ['eu-1', 'us-1'] } },
      hosts: ['{org}.vendor.test', '{regions}.vendor.test'],
    },
    streams: [log],
    reads: { ...plain.reads, regions: { request: () => ({ path: '/regions' }), rows: '', scope: 'regions.read' } },
  }
}

/** Rows of one region, half of them history. */
const rowsOf = (region: string) =>
  Array.from({ length: 10 }, (_, index) => ({
    id: `${region} ${index}`,
    time: new Date(CONNECTED - 6 * HOUR + index * HOUR).toISOString(),
    kind: 'login',
  }))
const idsOf = (...regions: string[]) => regions.flatMap(region => rowsOf(region).map(({ id }) => id)).toSorted()

describe('fields that the vendor tells', () => {
  let vendor: FakeVendor
  let store: MemoryStore
  /** What the vendor tells, or how it refuses. */
  let told: string[] | { status: number }
  let ahead = 0
  const began = Date.now()
  const clock = {
    now: () => CONNECTED + 5 * HOUR + ahead + Date.now() - began,
    sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(Math.min(ms, 5), signal),
  }
  const hosts = () => new Set(vendor.requests.map(({ host }) => host.split('.')[0]))
  const askedFor = (region: string) => vendor.requests.filter(({ host }) => host.startsWith(region)).length
  const asked = () => vendor.requests.filter(({ url }) => url.pathname === '/v1/regions').length
  const open = () => testHost(regional(), { routes: vendor.routes, clock, store }).host
  const state = () => store.latest.get('log')
  const has = (...regions: string[]) => until(() => new Set(store.ids).size >= idsOf(...regions).length)

  beforeEach(async () => {
    store = new MemoryStore()
    told = ['us-1', 'ap-2', 'eu-1']
    ahead = 0
    vendor = await startFakeVendor((url): Answer => {
      if (url.pathname === '/v1/regions') return Array.isArray(told) ? { body: told.map(name => ({ name })) } : told
      if (url.pathname === '/v1/settings') return { body: { mfa: true } }
      if (url.pathname !== '/log') return { body: [] }
      const [since, end] = [url.searchParams.get('since')!, url.searchParams.get('until') ?? '9']
      const rows = rowsOf(url.hostname.split('.')[0]!)
      return { body: rows.filter(({ time }) => time >= since && time < end) }
    })
  })
  afterEach(() => vendor.close())

  it('are asked for before anything is read, and read by', async () => {
    const host = open()
    await host.start(app())
    await host.syncNow('app-1')
    await has('us-1', 'ap-2', 'eu-1')
    await until(() => state()?.state === 'IDLE')
    await host.close()
    expect(store.ids.toSorted()).toEqual(idsOf('us-1', 'ap-2', 'eu-1'))
    expect(vendor.requests[0]!.url.pathname).toBe('/v1/regions')
    // Those that every customer has come first.
    expect(JSON.parse(store.foundKept.get('app-1')!)).toMatchObject({ fields: { regions: ['eu-1', 'us-1', 'ap-2'] } })
  })

  it('are not asked for where the operator named them', async () => {
    const host = open()
    await host.start(app({ config: { org: 'acme', regions: ['eu-1'] } }))
    await has('eu-1')
    await host.syncNow('app-1')
    await host.close()
    expect([asked(), [...hosts()]]).toEqual([0, ['eu-1']])
  })

  it('begin a part that appears with its history, let one that vanishes stand, and go on with it when it is back', async () => {
    told = ['eu-1', 'us-1']
    const host = open()
    await host.start(app())
    await has('eu-1', 'us-1')
    told = ['eu-1', 'ap-2']
    ahead += HOUR
    await has('eu-1', 'us-1', 'ap-2')
    await until(() => store.commits.some(({ partition, checkpoint }) => partition === 'ap-2' && !checkpoint.backfill))
    expect(store.commits.find(({ partition }) => partition === 'ap-2')?.checkpoint.backfill).not.toBeNull()
    const before = askedFor('us-1')
    await host.syncNow('app-1')
    await host.syncNow('app-1')
    expect(askedFor('us-1')).toBe(before)
    told = ['eu-1', 'us-1', 'ap-2']
    ahead += HOUR
    await until(() => askedFor('us-1') > before)
    await host.syncNow('app-1')
    await host.close()
    expect(store.ids.toSorted()).toEqual(idsOf('eu-1', 'us-1', 'ap-2'))
  })

  it('are asked for once in a round, and again after an hour at the latest', async () => {
    told = ['eu-1']
    const host = open()
    await host.start(app())
    await has('eu-1')
    await host.assess(app(), ['mfa'])
    expect(asked()).toBe(1)
    ahead += HOUR
    await until(() => asked() === 2)
    await host.close()
  })

  it('that a round finds changed are read by at once', async () => {
    told = ['eu-1']
    const host = open()
    await host.start(app())
    await has('eu-1')
    told = ['eu-1', 'us-1']
    ahead += 61_000
    await host.assess(app(), ['mfa'])
    await has('eu-1', 'us-1')
    await host.close()
  })

  it.each([
    ['refuses', { status: 403 }, 'FORBIDDEN', 'regions.read'],
    ['tells none', [], 'BAD_ANSWER', 'lists none'],
    ['tells what is no name', ['eu-1', '*.evil'], 'BAD_ANSWER', 'something else'],
    ['tells what the schema refuses', ['eu-1', 'moon'], 'BAD_ANSWER', 'regions'],
  ])('are those of every customer while the vendor %s, and the stream says so', async (_, answer, code, says) => {
    told = answer
    const host = open()
    await host.start(app())
    await has('eu-1', 'us-1')
    await until(() => state()?.error?.code === code)
    expect(state()).toMatchObject({ state: 'FAILED', error: { message: expect.stringContaining('eu-1, us-1') } })
    expect(state()?.error?.message).toContain(says)
    expect([...hosts()].toSorted()).toEqual(['acme', 'eu-1', 'us-1'])
    told = ['eu-1', 'us-1', 'ap-2']
    ahead += 300_000
    await has('eu-1', 'us-1', 'ap-2')
    await until(() => state()?.state === 'IDLE')
    await host.close()
  })

  it('are kept when a later asking fails, also by a host that begins anew', async () => {
    told = ['eu-1', 'ap-2']
    const first = open()
    await first.start(app())
    await has('eu-1', 'ap-2')
    told = { status: 403 }
    ahead += HOUR
    await until(() => state()?.error?.code === 'FORBIDDEN')
    expect(state()?.error?.message).toContain('eu-1, ap-2')
    await first.close()
    const before = askedFor('ap-2')
    const second = open()
    await second.start(app({ epoch: 2 }))
    await until(() => askedFor('ap-2') > before && state()?.error?.code === 'FORBIDDEN')
    await second.close()
    expect(hosts().has('us-1')).toBe(false)
    expect(store.ids.toSorted()).toEqual(idsOf('eu-1', 'ap-2'))
  })

  it('of another configuration are not taken over', async () => {
    told = ['ap-2']
    const first = open()
    await first.start(app())
    await has('ap-2')
    await first.close()
    told = { status: 403 }
    const second = open()
    await second.start(app({ config: { org: 'other' }, epoch: 2 }))
    await has('ap-2', 'eu-1', 'us-1')
    await second.close()
    expect(store.ids.toSorted()).toEqual(idsOf('ap-2', 'eu-1', 'us-1'))
  })

  it('are not asked for again with credentials that were refused, but at once with new ones', async () => {
    told = { status: 401 }
    const host = open()
    await host.start(app())
    await until(() => state()?.error?.code === 'AUTH_FAILED')
    const before = asked()
    ahead += 2 * HOUR
    await sleep(60)
    expect(asked()).toBe(before)
    told = ['ap-2']
    await host.swap(app({ credentials: { token: 'tok-654321' } }))
    await until(() => askedFor('ap-2') > 0)
    await host.close()
  })

  it('lose and double nothing while hosts die at every commit and parts come and go', async () => {
    const all = ['eu-1', 'us-1', 'ap-2']
    const isWhole = () =>
      all.every(part => {
        const kept = store.checkpoints.get(`app-1|log|${part}`)
        return kept !== undefined && JSON.parse(kept).backfill === null
      })
    let rounds = 0
    for (; rounds < 100 && !(isWhole() && new Set(store.ids).size === 30); rounds += 1) {
      told = rounds % 4 === 3 ? { status: 500 } : all.filter((_, index) => (rounds + index) % 3 > 0)
      let over: () => void = () => undefined
      const died = new Promise<void>(resolve => (over = resolve))
      const { host } = testHost(regional(), {
        routes: vendor.routes,
        clock,
        store,
        crashPoint: step => {
          if (step === 'after-commit' || (step === 'before-commit' && rounds % 2 > 0)) over()
          if (step === 'before-commit' && rounds % 2 > 0) throw new Error('killed here')
        },
      })
      await host.start(app({ epoch: rounds + 1 }))
      await Promise.race([died, sleep(40)])
      await host.close()
    }
    expect(rounds).toBeGreaterThan(3)
    expect(store.ids.toSorted()).toEqual(idsOf(...all))
  })

  it.each(['pause', 'stop'] as const)('begin nothing anew that was told to %s meanwhile', async word => {
    const host = open()
    await host.start(app())
    await has('us-1', 'ap-2', 'eu-1')
    told = ['eu-1', 'me-1']
    ahead += HOUR
    await until(() => asked() === 2)
    await host[word]('app-1')
    // What was in the air has arrived.
    await sleep(20)
    const before = vendor.requests.length
    await sleep(40)
    expect(vendor.requests.length).toBe(before)
    await host.close()
  })

  it('are lost with the lease, without ending what another host reads', async () => {
    const host = open()
    store.saveFound = () => Promise.reject(Object.assign(new Error('lost'), { code: 'LEASE_LOST' }))
    await host.start(app())
    await until(() => asked() === 1)
    await sleep(40)
    expect([askedFor('eu-1'), store.ids]).toEqual([0, []])
    await host.close()
  })

  it('are named by a list of the connector’s own', () => {
    const connector = regional()
    const named = (read: string): Connector => ({
      ...connector,
      card: { ...connector.card, found: { regions: { read, value: 'name', always: ['eu-1'] } } },
    })
    expect(shapeProblems(connector)).toEqual([])
    expect(shapeProblems(named('settings'))).toEqual([
      'The card finds "regions" by "settings", which is no list of its own.',
    ])
    expect(shapeProblems(named('constructor'))).toHaveLength(1)
  })

  it.each([
    ['{regions}.vendor.test', true],
    ['{org}.log.{regions}.vendor.test', true],
    ['{regions}', false],
    ['{regions}.test', false],
    ['log.{regions}', false],
    ['x{regions}.vendor.test', false],
    ['{regions}.{org}.test', false],
    ['{regions}.{regions}.vendor.test', false],
  ])('may stand in the host %s: %s', (host, may) => {
    const connector = regional()
    const problems = shapeProblems({ ...connector, card: { ...connector.card, hosts: [host] } })
    expect(problems).toHaveLength(may ? 0 : 1)
  })
})
