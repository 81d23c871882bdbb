import type { PolledStream } from '@casbah/sdk'
import { systemClock } from './clock.ts'
import { rowHash } from './identity.ts'
import type { Checkpoint } from './ports.ts'
import { carriedOn, type PageRow } from './page-rows.ts'
import { logPages, startFakeVendor } from './testing/fake-vendor.ts'
import { MemoryStore } from './testing/memory-store.ts'
import { app, CONNECTED, testConnector, testHost, until } from './testing/test-connector.ts'

const began = Date.now()
const clock = {
  now: () => CONNECTED + 60_000 + Date.now() - began,
  sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(Math.min(ms, 5), signal),
}

/** Numbers that look random and are the same in every run. */
function seeded(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((state / 2 ** 31) * below)
  }
}

type Row = { time: string; kind: string }

/** Rows without an id, many of them equal; oldest first. */
function rowsOf(seed: number): Row[] {
  const random = seeded(seed)
  const rows: Row[] = []
  for (let time = CONNECTED - 4 * 3_600_000; time < CONNECTED; time += random(900_000)) {
    const stamp = new Date(Math.floor(time / 500) * 500).toISOString()
    for (let n = random(4); n >= 0; n--) rows.push({ time: stamp, kind: random(3) ? 'login' : 'logout' })
  }
  return rows.toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
}

/** Each row by its hash and its number among equal ones. */
function idsOf(rows: Row[]): string[] {
  const counts = new Map<string, number>()
  return rows.map(row => {
    const hash = rowHash(row)
    const number = counts.get(hash) ?? 0
    counts.set(hash, number + 1)
    return `${hash}-${number}`
  })
}

const STREAMS: Record<string, Partial<PolledStream>> = {
  'in windows': {
    order: 'descending',
    page: { style: 'window', mostRows: 9 },
    request: ({ since, until: end }) => ({ path: '/log', query: { since, until: end } }),
  },
  'newest first': { order: 'descending' },
  'oldest first': { order: 'ascending' },
  'in order of arrival': { order: 'arrival', page: { style: 'link', keepLast: true } },
}

describe.each(Object.entries(STREAMS))('rows without an id %s', (name, stream) => {
  it.each([1, 2, 3])('have the same ids however the log is cut, read again and broken off (seed %i)', async seed => {
    const random = seeded(seed * 7)
    const rows = rowsOf(seed)
    const pages = { size: 3, keepLast: stream.order === 'arrival', newestFirst: stream.order === 'descending' }
    const vendor = await startFakeVendor(url => {
      if (name !== 'in windows') return logPages(rows as never, pages)(url)
      // Whole seconds, both ends included, and no more rows than the vendor gives at once.
      const [since, end] = ['since', 'until'].map(key => (url.searchParams.get(key) ?? '9').slice(0, 19))
      const there = rows.filter(({ time }) => time.slice(0, 19) >= since! && time.slice(0, 19) <= end!)
      return { body: there.toReversed().slice(0, 9) }
    })
    const store = new MemoryStore()
    const wanted = new Set(idsOf(rows))
    const change = () => ({
      ...stream,
      id: { hash: true as const },
      // As another version of the connector may have them.
      windowSeconds: stream.order === 'arrival' ? undefined : 600 + random(9_000),
      overlapSeconds: 60 + random(7_200),
    })
    const again = (round: number) =>
      round > 8 ? { reread: { at: round >> 3, since: CONNECTED - 9_000_000, streams: null } } : {}
    for (let round = 0; round < 14; round++) {
      let left = 1 + random(6)
      let over: (() => void) | null = null
      const ended = new Promise<void>(resolve => (over = resolve))
      const step = random(2) ? 'before-commit' : 'after-commit'
      const { host } = testHost(testConnector(stream.order, change()), {
        routes: vendor.routes,
        clock,
        store,
        crashPoint: passed => {
          if (passed !== step || left-- > 1) return
          over?.()
          throw new Error('killed here')
        },
      })
      await host.start(app(again(round)))
      await Promise.race([ended, until(() => false, 50).catch(() => undefined)])
      await host.close()
    }
    // Left alone it comes to its end.
    const { host } = testHost(testConnector(stream.order, change()), { routes: vendor.routes, clock, store })
    await host.start(app(again(100)))
    await host.syncNow('app-1')
    const point = () => JSON.parse([...store.checkpoints.values()][0]!) as Checkpoint
    await until(() => point().backfill === null && point().reread?.span === null)
    await host.close()
    await vendor.close()
    expect([...new Set(store.ids)].toSorted()).toEqual([...wanted].toSorted())
  })
})

describe('what a page hands on', () => {
  const hash = 'a'.repeat(64)
  const row = (time: number | null, key: string): PageRow => ({ time, key, activities: [], quarantine: null })
  it.each<[string, PageRow[], Record<string, number> | undefined, Record<string, number> | undefined]>([
    ['is nothing where rows have ids', [row(1, 'e1')], undefined, undefined],
    [
      'are the numbers of the newest time',
      [row(1, `${'b'.repeat(64)}-0`), row(2, `${hash}-0`), row(2, `${hash}-1`)],
      undefined,
      { [hash]: 2 },
    ],
    [
      'are those from before while the time is the same',
      [row(2, `${hash}-2`)],
      { [hash]: 2, other: 1 },
      { [hash]: 3, other: 1 },
    ],
    ['are not those of an older time', [row(2, 'e1'), row(3, `${hash}-0`)], { other: 1 }, { [hash]: 1 }],
    ['are those from before when it is empty', [], { other: 1 }, { other: 1 }],
  ])('%s', (_, rows, before, expected) => expect(carriedOn(rows, before)).toEqual(expected))
})
