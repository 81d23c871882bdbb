import { loadConnectors } from '@casbah/host'
import type { AppHealth } from '@casbah/kit'
import { Catalogue } from '../connector/catalogue.ts'
import type { Lease } from '../lease/lease-keeper.ts'
import { openAppsWorld, until, type AppsWorld } from '../testing/apps-world.ts'
import { HealthTeller } from './health-teller.ts'
import { readHealth } from './read-health.ts'
import { bitsOf, forgetHours, hourOf, noteHours } from './stream-hours.ts'

const HOUR = 3_600_000

let world: AppsWorld
let catalogue: Catalogue
beforeAll(async () => {
  world = await openAppsWorld()
  catalogue = new Catalogue(await loadConnectors([world.connectorFolder], { sandbox: false }))
})
afterAll(() => world.close())

const row = (id: string, secondsAgo: number) => ({
  id,
  at: new Date(Date.now() - secondsAgo * 1000).toISOString(),
  who: 'u1',
})
const hoursIn = ({ until, bits }: AppHealth['streams'][number]['heard']) => {
  const bytes = Buffer.from(bits, 'base64')
  return Array.from({ length: bytes.length * 8 }, (_, n) => n)
    .filter(n => bytes[n >> 3]! & (1 << (n & 7)))
    .map(n => until - n)
}

describe('how the reading of an app goes', () => {
  it('is told to its tenant alone: what was read, in which hours, when the credentials end', async () => {
    world.vendor.rows = [row('e1', 20 * 3600), row('e2', 5 * 3600), row('e3', 5)]
    const id = await world.connect()
    await until(async () => (await world.items('activity.collected')).length >= 4)
    const teller = tellerOf([{ app: id, tenant: 'acme', epoch: 1 }], () => Date.now())
    await teller.look()
    const told = (await world.items('app.health')).filter(({ app }) => app === id).at(-1)!
    const [stream] = told.streams
    expect(told).toMatchObject({ connector: 'fake', name: 'Fake one', problem: null, credentialsEndAt: null })
    expect(stream).toMatchObject({
      name: 'log',
      latenessSeconds: 60,
      isFilling: false,
      rows: 3,
      rejected: 0,
      rowsInDay: 3,
      rejectedInDay: 0,
      error: null,
    })
    expect(stream!.intervalSeconds).toBeGreaterThan(0)
    expect(Date.now() - stream!.newestAt!).toBeLessThan(60_000)
    expect(Date.now() - stream!.readAt!).toBeLessThan(60_000)
    const hours = hoursIn(stream!.heard)
    for (const { at } of world.vendor.rows) expect(hours).toContain(hourOf(Date.parse(at)))
    expect(hours.length).toBeLessThanOrEqual(3)
    expect(await world.items('app.health', 'globex')).toEqual([])
  })

  it('is told when something changed, and every five minutes', async () => {
    const id = await world.connect('globex', 'Fake two')
    // The end of the first filling is a change of its own.
    await until(async () => {
      const [health] = await world.apps.db.read('globex', tx => readHealth(tx, [id], catalogue, Date.now()))
      return health?.streams.every(({ isFilling, readAt }) => readAt !== null && !isFilling)
    })
    let now = Date.now()
    const teller = tellerOf([{ app: id, tenant: 'globex', epoch: 1 }], () => now)
    const look = async () => {
      const before = (await world.items('app.health', 'globex')).length
      await teller.look()
      return (await world.items('app.health', 'globex')).length - before
    }
    expect(await look()).toBe(1)
    now += 60_000
    expect(await look()).toBe(0)
    await world.apps.db.write('globex', tx =>
      tx.query('update apps.app set credentials_expire_at = $3 where tenant = $1 and id = $2', [
        'globex',
        id,
        new Date(now + 24 * HOUR).toISOString(),
      ]),
    )
    expect(await look()).toBe(1)
    expect((await world.items('app.health', 'globex')).at(-1)).toMatchObject({ credentialsEndAt: now + 24 * HOUR })
    now += 299_000
    expect(await look()).toBe(0)
    now += 1_000
    expect(await look()).toBe(1)
  })

  it('goes with the state: a change says what the problem is', async () => {
    const id = await world.connect('acme', 'Fake three')
    world.vendor.token = 'another'
    const refused = await until(async () =>
      (await world.items('app.changed')).find(item => item.id === id && item.state === 'AUTH_FAILED'),
    )
    expect(refused).toMatchObject({ problem: { code: 'AUTH_FAILED', message: expect.stringMatching(/./) } })
    expect(Date.now() - refused.at!).toBeLessThan(60_000)
  })
})

describe('hours of a stream', () => {
  const app = '00000000-0000-4000-8000-000000000001'
  const now = Date.UTC(2027, 2, 3, 12, 30)
  const note = (hoursAgo: number[], rejected = 0, at = now) =>
    world.apps.db.write('acme', tx =>
      noteHours(tx, app, 'log', { times: hoursAgo.map(ago => at - ago * HOUR), rejected, now: at }),
    )
  const kept = () =>
    world.apps.db.read('acme', tx =>
      tx.query<{ ago: number; heard: boolean; rows: number; rejected: number }>(
        `select $3 - hour as ago, heard, rows::int, rejected::int from apps.stream_hour where tenant = $1 and app = $2 order by hour desc`,
        ['acme', app, hourOf(now)],
      ),
    )

  it('are noted as far back as two weeks, each once, rows in the hour of reading', async () => {
    await note([])
    expect(await kept()).toEqual([])
    await note([0, 3, 3, 400])
    await note([3, 5], 2)
    expect(await kept()).toEqual([
      { ago: 0, heard: true, rows: 8, rejected: 2 },
      { ago: 3, heard: true, rows: 0, rejected: 0 },
      { ago: 5, heard: true, rows: 0, rejected: 0 },
    ])
    await note([2, 30], 0, now + HOUR)
    expect((await kept()).slice(0, 3)).toMatchObject([
      { ago: -1, heard: false, rows: 2 },
      { ago: 0 },
      { ago: 1, heard: true },
    ])
  })

  it('are forgotten after two weeks', async () => {
    await world.apps.db.write('acme', tx => forgetHours(tx, now + 333 * HOUR))
    expect((await kept()).map(({ ago }) => ago)).toEqual([-1, 0, 1])
  })

  it('are bits, the youngest first', () => {
    expect(bitsOf([], 1000)).toBe(Buffer.alloc(42).toString('base64'))
    expect([...Buffer.from(bitsOf([1000, 999, 992, 665, 664, 1001], 1000), 'base64')].slice(0, 2)).toEqual([3, 1])
    expect(Buffer.from(bitsOf([665], 1000), 'base64').at(-1)).toBe(128)
  })
})

function tellerOf(leases: Lease[], now: () => number): HealthTeller {
  return new HealthTeller({ db: world.apps.db, catalogue, leases: () => leases, now })
}
