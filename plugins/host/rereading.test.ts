import type { Connector, Order } from '@casbah/sdk'
import { systemClock } from './clock.ts'
import { exportConnector } from './testing/export-connector.ts'
import { logPages, startFakeVendor } from './testing/fake-vendor.ts'
import { MemoryStore } from './testing/memory-store.ts'
import { app, CONNECTED, logRows, testConnector, testHost, until } from './testing/test-connector.ts'
import type { Checkpoint } from './ports.ts'

const began = Date.now()
const clock = {
  now: () => CONNECTED + 60_000 + Date.now() - began,
  sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(Math.min(ms, 20), signal),
}
const HOUR = 3_600_000
const since = CONNECTED - 4 * HOUR
const wish = { at: 1, since, streams: null }

const polled = (order: Order): Connector =>
  testConnector(order, { windowSeconds: order === 'arrival' ? undefined : 7_200 })
const exported = exportConnector(
  async function* ({ since: from, until: end, resume }) {
    const path = resume === undefined ? '/log' : `/log`
    const { body } = yield { request: { path, query: { since: from, until: end } } }
    yield { rows: body as unknown[], resume: from }
  },
  { windowSeconds: 7_200 },
)

describe.each<[string, Connector, object]>([
  ['in order of arrival', polled('arrival'), { keepLast: true }],
  ['oldest first', polled('ascending'), {}],
  ['newest first', polled('descending'), { newestFirst: true }],
  ['by exports', exported, { size: 100 }],
])('a log %s', (_, connector, pages) => {
  const point = (store: MemoryStore) => JSON.parse(store.checkpoints.get('app-1|log|')!) as Checkpoint
  const read = async (store: MemoryStore, routes: Map<string, string>, reread: object | null, done: () => boolean) => {
    const { host } = testHost(connector, { routes, clock, store })
    await host.start(app({ backfillSince: CONNECTED, reread: reread as typeof wish | null }))
    await host.syncNow('app-1')
    await until(done)
    await host.close()
  }

  it('is read again from where it is wished, once, and what lay before is left alone', async () => {
    const rows = logRows(20)
    const vendor = await startFakeVendor(logPages(rows, pages))
    const store = new MemoryStore()
    const { routes } = vendor
    // Connected without history.
    await read(store, routes, null, () => store.commits.length > 0)
    const live = new Set(store.ids)
    expect(live.size).toBeLessThan(rows.length)
    await read(store, routes, wish, () => point(store).reread?.span === null)
    const wanted = rows.filter(({ time }) => Date.parse(time) >= since).map(({ id }) => id)
    expect([...new Set(store.ids)].toSorted()).toEqual(wanted.toSorted())
    for (const { lane, time } of store.activities) expect(lane).toBe(time < CONNECTED - HOUR ? 'history' : 'live')
    const handed = store.activities.length
    await read(store, routes, wish, () => true)
    // The same wish is not taken up a second time; exports may hand on once more what they poll.
    expect(store.activities.slice(handed).every(({ time }) => time >= CONNECTED - HOUR)).toBe(true)
    expect(store.commits.some(({ backfillDone, checkpoint }) => backfillDone && checkpoint.reread?.span)).toBe(false)
    await vendor.close()
  })

  it('shows how far it has come, pauses and goes on', async () => {
    const rows = logRows(20)
    const vendor = await startFakeVendor(logPages(rows, pages))
    const store = new MemoryStore()
    const { host } = testHost(connector, { routes: vendor.routes, clock, store })
    let stopped = 0
    store.onCommit = ({ checkpoint: { reread } }) => {
      if (reread?.span && reread.span.reached > reread.span.since && stopped++ === 0) void host.pause('app-1')
    }
    await host.start(app({ backfillSince: CONNECTED, reread: wish }))
    await until(() => store.states.some(({ state }) => state === 'PAUSED') || point(store).reread?.span === null)
    await systemClock.sleep(30)
    await host.resume('app-1')
    await until(() => point(store).reread?.span === null)
    await host.close()
    await vendor.close()
    const ids = rows.filter(({ time }) => Date.parse(time) >= since).map(({ id }) => id)
    expect(new Set(store.ids)).toEqual(new Set(ids))
    const reached = store.commits.flatMap(({ checkpoint }) => checkpoint.reread?.span?.reached ?? [])
    expect(reached).toEqual(reached.toSorted((a, b) => a - b))
  })
})

it('leaves streams alone that are not wished for, and takes a new wish in place of an old one', async () => {
  const vendor = await startFakeVendor(logPages(logRows(20)))
  const store = new MemoryStore()
  const seen = async (reread: typeof wish | { at: number; since: number; streams: string[] }) => {
    const { host } = testHost(testConnector(), { routes: vendor.routes, clock, store })
    await host.start(app({ backfillSince: CONNECTED, reread }))
    await host.syncNow('app-1')
    await until(
      () =>
        (JSON.parse(store.checkpoints.get('app-1|log|')!) as Checkpoint).reread?.span !== undefined ||
        reread.streams !== null,
    )
    await host.close()
    return (JSON.parse(store.checkpoints.get('app-1|log|')!) as Checkpoint).reread?.wish
  }
  expect(await seen({ at: 1, since, streams: ['other'] })).toBeUndefined()
  expect(await seen({ ...wish, at: 2 })).toBe(2)
  expect(await seen({ ...wish, at: 1 })).toBe(2)
  expect(await seen({ ...wish, at: 3 })).toBe(3)
  await vendor.close()
})
