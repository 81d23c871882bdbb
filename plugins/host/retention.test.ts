import type { Order } from '@casbah/sdk'
import { FakeClock } from './testing/fake-clock.ts'
import { logPages, startFakeVendor } from './testing/fake-vendor.ts'
import { MemoryStore } from './testing/memory-store.ts'
import { app, CONNECTED, testConnector, testHost, until } from './testing/test-connector.ts'
import { firstKept } from './retention.ts'

const DAY = 86_400_000

it.each([
  [5_500, null, 10_000, 5_000],
  [5_500, 1, DAY + 9_900, 9_000],
  [12_345, 1, DAY + 9_900, 12_000],
  [-1, null, 0, 0],
])('of %d ms, kept for %j days at %d, %d is asked for', (wanted, days, now, expected) =>
  expect(firstKept(wanted, days, now)).toBe(expected),
)

describe.each<Order>(['arrival', 'ascending', 'descending'])(
  'a log in %s order that stood still for longer than its vendor keeps it',
  order => {
    it('goes on with what is kept, and asks for nothing older', async () => {
      const now = CONNECTED + 100 * DAY
      const clock = new FakeClock(now)
      const kept = now - 30 * DAY
      const at = (time: number, id: string) => ({ id, time: new Date(time).toISOString(), kind: 'login' })
      const rows = [at(now - 40 * DAY, 'gone'), at(now - 29 * DAY, 'history'), at(now - DAY, 'live')]
      const pages = logPages(rows, { keepLast: order === 'arrival', newestFirst: order === 'descending' })
      const vendor = await startFakeVendor(url =>
        Date.parse(url.searchParams.get('since') ?? '') < kept - 1_000 ? { status: 400, body: {} } : pages(url),
      )
      const store = new MemoryStore()
      const span = {
        since: CONNECTED,
        until: now - 20 * DAY,
        at: CONNECTED,
        reached: CONNECTED,
        cursor: null,
        startedAt: CONNECTED,
      }
      const checkpoint = { cursor: null, watermark: CONNECTED, seen: [], rows: 0, rejected: 0, backfill: span }
      store.checkpoints.set('app-1|log|', JSON.stringify(checkpoint))
      const { host } = testHost(testConnector(order, { windowSeconds: 5 * 86_400 }), {
        routes: vendor.routes,
        clock,
        store,
      })
      await host.start(app())
      await until(() => new Set(store.ids).size === 2 && store.commits.some(({ backfillDone }) => backfillDone))
      await host.close()
      await vendor.close()
      expect([...new Set(store.ids)].toSorted()).toEqual(['history', 'live'])
      expect(store.states.filter(({ state }) => state === 'FAILED')).toEqual([])
    })
  },
)
