import { Client } from '../client.ts'
import type { CrashStep } from '../crash-point.ts'
import { Http } from '../http.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { startFakeVendor, type FakeVendor } from '../testing/fake-vendor.ts'
import { answerOf, inventoryConnector, vendorThings, type VendorThings } from '../testing/inventory-connector.ts'
import { MemoryStore } from '../testing/memory-store.ts'
import { app, ready } from '../testing/test-connector.ts'
import { InventoryReader } from './inventory-reader.ts'
import type { Phase } from './place.ts'

const DAY = 86_400_000

let things: VendorThings
let vendor: FakeVendor
let store: MemoryStore
let clock: FakeClock
const closing: (() => Promise<void>)[] = []

beforeEach(async () => {
  things = vendorThings()
  vendor = await startFakeVendor(url => answerOf(things)(url))
  store = new MemoryStore()
  clock = new FakeClock()
})
afterEach(async () => {
  await Promise.all(closing.splice(0).map(close => close()))
  await vendor.close()
})

interface Ways {
  feed?: boolean
  config?: Record<string, string>
  crash?: (step: CrashStep) => void
}

/** What a new process has to read with. */
function contextOf({ feed = false, config = { org: 'acme' } }: Ways = {}) {
  const http = new Http({ clock, routes: vendor.routes, timeouts: undefined })
  closing.push(() => http.close())
  const { description, runner } = ready(inventoryConnector({ feed }))
  const options = { http, clock, random: () => 0, crashPoint: () => undefined }
  const client = new Client({ card: description.card, app: app() }, options)
  return { context: { app: app({ config }), description, client, runner, signal: new AbortController().signal } }
}

const readerOptions = (phase: Phase, { crash = () => undefined }: Ways = {}) => ({
  store,
  clock,
  crashPoint: crash,
  phase,
  intervalMs: DAY,
})

/** A reader as a new process has it. */
const readerOf = (phase: Phase, ways: Ways = {}) =>
  new InventoryReader({ ...readerOptions(phase, ways), ...contextOf(ways) })

/** Steps until nothing is to do. */
async function settle(reader: InventoryReader) {
  while (await reader.step()) continue
}

const there = () => [...store.objects.values()].filter(({ gone }) => !gone).map(({ externalId }) => externalId)
const files = () =>
  there()
    .filter(id => id.startsWith('f'))
    .sort()
const grants = () =>
  there()
    .filter(id => id.endsWith('-a'))
    .sort()
const place = () => store.inventoryPlace('app-1', 'things')

describe('a run', () => {
  it('reads what each listing has, parents in the order of their ids', async () => {
    await readerOf('people').readAll()
    await settle(readerOf('things'))
    expect([...store.accounts.keys()]).toEqual(['u0', 'u1', 'u2', 'u3', 'u4'])
    expect(files()).toEqual(['f0', 'f1', 'f2', 'f3', 'f4', 'f5', 'f6'])
    expect(grants()).toEqual(['u0-a', 'u1-a', 'u2-a', 'u3-a', 'u4-a'])
    const asked = vendor.requests.map(({ url }) => url.pathname).filter(path => path.startsWith('/v1/grants'))
    expect(asked).toEqual(['u0', 'u1', 'u2', 'u3', 'u4'].map(id => `/v1/grants/${id}`))
    expect(await place()).toMatchObject({ run: 1, going: null, skipped: [], totals: { files: 7, grants: 5 } })
  })

  it.each<[string, (step: CrashStep, count: number) => boolean]>([
    ['after every page', step => step === 'after-commit'],
    ['before every other page is kept', (step, count) => step === 'before-commit' && count % 2 === 1],
  ])('stopped %s gives the same set, none twice', async (_when, dies) => {
    let count = 0
    let deaths = 0
    const crash = (step: CrashStep) => {
      if (step === 'before-commit') count += 1
      if (!dies(step, count)) return
      deaths += 1
      throw new Error('killed here')
    }
    const untilDone = async (phase: Phase, run: number) => {
      for (let tries = 0; tries < 200; tries++) {
        const at = await store.inventoryPlace('app-1', phase)
        if (at?.run === run && at.going === null) return
        const reader = readerOf(phase, { crash })
        await (phase === 'people' ? reader.readAll() : reader.step()).catch((error: Error) => {
          if (error.message !== 'killed here') throw error
        })
      }
      throw new Error('it did not come to its end')
    }
    await untilDone('people', 1)
    await untilDone('things', 1)
    expect(deaths).toBeGreaterThan(10)
    expect(store.accounts.size).toBe(5)
    expect(files()).toEqual([...things.files.keys()])
    expect(grants()).toHaveLength(5)
    things.files.delete('f3')
    clock.time += 2 * DAY
    await untilDone('things', 2)
    expect(files()).toEqual([...things.files.keys()])
  })

  it('marks nothing gone before it is complete', async () => {
    const reader = readerOf('things')
    await settle(reader)
    things.files.delete('f0')
    clock.time += 2 * DAY
    for (let step = 0; step < 3; step++) await reader.step()
    expect(files()).toContain('f0')
    await settle(reader)
    expect(files()).not.toContain('f0')
  })

  it('marks nothing gone of a listing that the vendor refuses, and says why it was skipped', async () => {
    await settle(readerOf('things'))
    things.files.clear()
    things.refused.add('/files')
    clock.time += 2 * DAY
    await settle(readerOf('things'))
    expect(files()).toHaveLength(7)
    const { skipped = [], wholeAt = {} } = (await place()) ?? {}
    expect(skipped).toMatchObject([{ listing: 'files', problem: { code: 'FORBIDDEN' } }])
    expect(skipped[0]?.problem.message).toContain('it needs log')
    expect(wholeAt.files).toBeLessThan(clock.time - DAY)
  })

  it('remembers when each listing was first read, also in part, and not one that is refused', async () => {
    const firstReadAt = async () => (await place())?.firstReadAt ?? {}
    things.refused.add('/files')
    await settle(readerOf('things'))
    expect(await firstReadAt()).not.toHaveProperty('files')
    things.refused.clear()
    things.files = new Map([['f1', { id: 1 } as never]])
    clock.time += 2 * DAY
    await settle(readerOf('things'))
    const { files: first } = await firstReadAt()
    expect(first).toBeGreaterThan(clock.time - DAY)
    clock.time += 2 * DAY
    await settle(readerOf('things'))
    expect(await firstReadAt()).toMatchObject({ files: first })
  })

  it('marks nothing gone of a listing with a row that it cannot read', async () => {
    await settle(readerOf('things'))
    things.files = new Map([['f1', { id: 1 } as never]])
    clock.time += 2 * DAY
    await settle(readerOf('things'))
    expect(files()).toHaveLength(7)
    expect((await place())?.skipped).toEqual([
      {
        listing: 'files',
        problem: {
          code: 'BAD_ANSWER',
          message: expect.stringMatching(/read in part.*1 of its rows could not be read \(id: .*string/),
        },
      },
    ])
  })

  it('passes over a parent that is refused, keeps its objects, and goes on', async () => {
    await readerOf('people').readAll()
    await settle(readerOf('things'))
    things.refused.add('/grants/u1')
    things.grants.set('u1', []).set('u4', [{ id: 'u4-a', app: 'New' }])
    clock.time += 2 * DAY
    await settle(readerOf('things'))
    expect(grants()).toHaveLength(5)
    expect(store.objects.get('u4-a')?.said).toMatchObject({ clientName: 'New' })
    const [partly] = (await place())?.skipped ?? []
    expect(partly).toMatchObject({ listing: 'grants', problem: { code: 'FORBIDDEN' } })
    expect(partly?.problem.message).toContain('For 1 objects the vendor refused it')
  })

  it('reads a listing behind the one for whose objects it is read, wherever it stands', async () => {
    const { context } = contextOf()
    const { listings } = context.description
    context.description.listings = listings.map(one => (one.name === 'domains' ? { ...one, each: 'users' } : one))
    const reader = new InventoryReader({ ...readerOptions('people'), context })
    await reader.readAll(0)
    const place = await store.inventoryPlace('app-1', 'people')
    expect(place?.going?.plan).toEqual(['users', 'domains', 'groups'])
  })

  it('gives way after a time, and goes on later', async () => {
    const reader = readerOf('people')
    expect(await reader.readAll(0)).toBe(false)
    expect(store.accounts.size).toBe(0)
    expect(await readerOf('people').readAll()).toBe(true)
    expect(store.accounts.size).toBe(5)
    expect(await store.inventoryPlace('app-1', 'people')).toMatchObject({ run: 1 })
  })

  it('tells who is gone only after everybody was listed', async () => {
    await readerOf('people').readAll()
    things.users.splice(1, 1)
    things.refused.add('/users')
    await expect(readerOf('people').readAll()).rejects.toThrow('does not allow')
    expect(store.deleted).toEqual([])
    things.refused.clear()
    await readerOf('people').readAll()
    expect(store.deleted).toEqual(['u1'])
  })
})

describe('between runs', () => {
  it('follows the change feed from before the listing on', async () => {
    const reader = readerOf('things', { feed: true })
    await reader.step()
    await reader.step()
    // While the listing is under way: on a page that was read, on one that was not, and one that goes.
    things.files.set('f0', { id: 'f0', name: 'Renamed', to: ['x@else.example'] })
    things.files.set('f9', { id: 'f9', name: 'New', to: [] })
    things.files.delete('f1')
    things.changes.push('f0', 'f9', 'f1')
    await settle(reader)
    clock.time += 61_000
    await settle(reader)
    expect(files()).toEqual([...things.files.keys()].sort())
    expect(store.objects.get('f0')?.said).toMatchObject({ name: 'Renamed' })
    const listed = vendor.requests.filter(({ url }) => url.pathname === '/v1/files').length
    clock.time += 2 * DAY
    await settle(readerOf('things', { feed: true }))
    expect(vendor.requests.filter(({ url }) => url.pathname === '/v1/files')).toHaveLength(listed)
    expect(files()).toHaveLength(7)
  })

  it('lists everything again when the vendor forgot the place in its feed', async () => {
    const reader = readerOf('things', { feed: true })
    await settle(reader)
    things.files.delete('f2')
    things.changes.push('f2', 'f2', 'f2')
    things.forgotten = 2
    clock.time += 61_000
    await settle(reader)
    expect(files()).toContain('f2')
    clock.time += 700_000
    await settle(reader)
    expect(files()).not.toContain('f2')
    expect(store.feedsKept).toMatchObject([{ listing: 'files', token: '3' }])
  })

  it('begins anew when the configuration is another, and forgets its feeds', async () => {
    await settle(readerOf('things', { feed: true }))
    things.files.delete('f0')
    const reader = readerOf('things', { feed: true, config: { org: 'acme', only: 'shared' } })
    await reader.step()
    expect(store.feedsKept).toEqual([])
    await settle(reader)
    expect(await place()).toMatchObject({ run: 2, going: null })
    expect(files()).not.toContain('f0')
    expect(store.feedsKept).toHaveLength(1)
  })

  it('reads again what activities touched, once a burst', async () => {
    const reader = readerOf('things')
    await settle(reader)
    things.files.set('f4', { id: 'f4', name: 'Shared', to: ['x@else.example'] })
    things.files.delete('f5')
    store.touchedKept = ['f4', 'f5'].map(externalId => ({ listing: 'files', externalId, at: clock.time }))
    await settle(reader)
    expect(store.touchedKept).toHaveLength(2)
    clock.time += 6_000
    await settle(reader)
    expect(store.touchedKept).toEqual([])
    expect(store.objects.get('f4')?.said).toMatchObject({ name: 'Shared' })
    expect(files()).not.toContain('f5')
  })

  it('reads the grants of whoever revoked one', async () => {
    await readerOf('people').readAll()
    const reader = readerOf('things')
    await settle(reader)
    things.grants.set('u2', [])
    store.touchedKept = [{ listing: 'grants', externalId: 'u2', at: clock.time }]
    clock.time += 6_000
    await settle(reader)
    expect(grants()).toEqual(['u0-a', 'u1-a', 'u3-a', 'u4-a'])
  })
})
