import type { Order } from '@casbah/sdk'
import { systemClock } from './clock.ts'
import { logPages, startFakeVendor, type Answer, type FakeVendor } from './testing/fake-vendor.ts'
import { MemoryStore } from './testing/memory-store.ts'
import { app, CONNECTED, logRows, testConnector, testHost, until } from './testing/test-connector.ts'

const began = Date.now()
/** Runs as time does, from a minute after the connection on. */
const clock = {
  now: () => CONNECTED + 60_000 + Date.now() - began,
  sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(Math.min(ms, 20), signal),
}
const orders: Order[] = ['arrival', 'ascending', 'descending']

describe.each(orders)('a log in %s order', order => {
  let vendor: FakeVendor
  const rows = logRows(20)
  const changes = { windowSeconds: order === 'arrival' ? undefined : 7_200 }
  const connector = testConnector(order, changes)

  beforeEach(async () => {
    vendor = await startFakeVendor(
      logPages(rows, { keepLast: order === 'arrival', newestFirst: order === 'descending' }),
    )
  })
  afterEach(() => vendor.close())

  it('is read whole, history and live apart', async () => {
    const { host, store } = testHost(connector, { routes: vendor.routes, clock })
    await host.start(app())
    await until(() => new Set(store.ids).size === rows.length && store.commits.some(one => one.backfillDone))
    await host.syncNow('app-1')
    await host.close()
    expect(store.ids.toSorted()).toEqual(rows.map(({ id }) => id).toSorted())
    const live = store.activities.filter(({ lane }) => lane === 'live')
    expect(live.every(({ time }) => time >= CONNECTED - 3_600_000)).toBe(true)
    expect(live.length).toBe(rows.filter(({ time }) => Date.parse(time) >= CONNECTED - 3_600_000).length)
    expect(store.states.at(-1)).toMatchObject({ state: 'IDLE', error: null })
  })

  it('is the same when it is stopped after every commit and before every other one', async () => {
    const store = new MemoryStore()
    let stops = 0
    for (let round = 0; round < 80; round++) {
      let over: (() => void) | null = null
      const ended = new Promise<void>(resolve => (over = resolve))
      const { host } = testHost(connector, {
        routes: vendor.routes,
        clock,
        store,
        crashPoint: step => {
          if (step === (round % 2 ? 'after-commit' : 'before-commit')) {
            stops += 1
            if (round % 2 || stops % 2) over?.()
            if (!(round % 2) && stops % 2) throw new Error('killed here')
          }
        },
      })
      await host.start(app())
      await Promise.race([ended, until(() => false, 60).catch(() => undefined)])
      await host.close()
      if (new Set(store.ids).size === rows.length && store.commits.at(-1)?.checkpoint.backfill === null) break
    }
    expect(stops).toBeGreaterThan(4)
    expect([...new Set(store.ids)].toSorted()).toEqual(rows.map(({ id }) => id).toSorted())
    if (order !== 'arrival') expect(store.ids.length).toBe(rows.length)
  })

  it('hands on what comes later, once', async () => {
    const { host, store } = testHost(connector, { routes: vendor.routes, clock })
    await host.start(app({ backfillSince: CONNECTED - 3_600_000 }))
    await host.syncNow('app-1')
    rows.push({ id: 'late', time: new Date(CONNECTED + 30_000).toISOString(), kind: 'login' })
    await until(() => store.ids.includes('late'))
    await host.syncNow('app-1')
    await host.syncNow('app-1')
    await host.close()
    rows.pop()
    expect(store.ids.filter(id => id === 'late')).toHaveLength(1)
  })
})

describe('reading', () => {
  it('halves a window of a newest-first log until it is small enough, and keeps the order of time', async () => {
    const rows = Array.from({ length: 12_500 }, (_, index) => ({
      id: `e${index}`,
      time: new Date(CONNECTED - 3_000_000 + index * 200).toISOString(),
      kind: 'login',
    }))
    const vendor = await startFakeVendor(logPages(rows, { size: 1_000, newestFirst: true }))
    const { host, store } = testHost(testConnector('descending'), { routes: vendor.routes, clock })
    await host.start(app({ backfillSince: CONNECTED - 3_600_000 }))
    await until(() => store.ids.length >= rows.length, 15_000)
    await host.close()
    await vendor.close()
    expect(store.ids).toEqual(rows.map(({ id }) => id))
    expect(Math.max(...store.commits.map(({ activities }) => activities.length))).toBeLessThanOrEqual(2_000)
  })

  it.each<[string, () => Answer | 'hang']>([
    ['is longer than is taken', () => ({ body: Buffer.alloc(33 << 20, ' ') })],
    ['does not come in time', () => 'hang'],
  ])(
    'halves a window whose one answer %s',
    async (_, tooMuch) => {
      const rows = logRows(20)
      const asked: number[] = []
      const vendor = await startFakeVendor(url => {
        const [since, end] = ['since', 'until'].map(name => Date.parse(url.searchParams.get(name) ?? ''))
        asked.push(end! - since!)
        if (end! - since! > 7_200_000) return tooMuch()
        return { body: rows.filter(({ time }) => Date.parse(time) >= since! && Date.parse(time) < end!).toReversed() }
      })
      const connector = testConnector('descending', { page: { style: 'window' } })
      const timeouts = { connect: 2_000, headers: 200, body: 200 }
      const { host, store } = testHost(connector, { routes: vendor.routes, clock, timeouts })
      await host.start(app({ backfillSince: CONNECTED - 5 * 3_600_000 }))
      await until(() => new Set(store.ids).size === rows.length, 25_000)
      await host.close()
      await vendor.close()
      expect(store.ids.toSorted()).toEqual(rows.map(({ id }) => id).toSorted())
      expect(Math.max(...asked)).toBeGreaterThan(7_200_000)
    },
    30_000,
  )

  it('halves a window whose list, page by page, is as long as the vendor lets one be', async () => {
    const rows = logRows(20)
    const vendor = await startFakeVendor(url => {
      const [since, end] = ['since', 'until'].map(name => Date.parse(url.searchParams.get(name) ?? ''))
      const offset = Number(url.searchParams.get('offset'))
      const all = rows.filter(({ time }) => Date.parse(time) >= since! && Date.parse(time) < end!).slice(0, 3)
      return { body: { total: all.length, data: all.slice(offset, offset + 2) } }
    })
    const connector = testConnector('descending', {
      request: ({ since, until: end, offset }) => ({ path: '/log', query: { since, until: end, offset } }),
      rows: 'data',
      page: { style: 'offset', size: 100, total: 'total', mostRows: 3 },
    })
    const { host, store } = testHost(connector, { routes: vendor.routes, clock })
    await host.start(app({ backfillSince: CONNECTED - 5 * 3_600_000 }))
    await until(() => new Set(store.ids).size === rows.length)
    await host.close()
    await vendor.close()
    expect(store.ids.toSorted()).toEqual(rows.map(({ id }) => id).toSorted())
  })

  it('walks a window anew that has grown between its pages, so that nothing comes twice', async () => {
    const time = new Date(CONNECTED - 600_000).toISOString()
    const rows = ['a', 'b', 'c'].map(who => ({ time, kind: 'login', who }))
    let grows = true
    const vendor = await startFakeVendor(url => {
      const offset = Number(url.searchParams.get('offset'))
      // One that comes late, before all others.
      if (offset > 0 && grows) rows.unshift({ time, kind: 'login', who: 'late' })
      if (offset > 0) grows = false
      return { body: { total: rows.length, data: rows.slice(offset, offset + 2) } }
    })
    const connector = testConnector('descending', {
      request: ({ since, until: end, offset }) => ({ path: '/log', query: { since, until: end, offset } }),
      rows: 'data',
      page: { style: 'offset', size: 100, total: 'total' },
      id: { hash: true },
      settleSeconds: 0,
    })
    const { host, store } = testHost(connector, { routes: vendor.routes, clock })
    await host.start(app({ backfillSince: CONNECTED - 3_600_000 }))
    await until(() => store.activities.length >= 4)
    await host.syncNow('app-1')
    await host.close()
    await vendor.close()
    expect(store.activities.map(({ actor }) => actor?.name ?? actor?.id ?? actor?.email).toSorted()).toHaveLength(4)
  })

  it('follows the end of a log only as far as it has settled', async () => {
    const ends: number[] = []
    const vendor = await startFakeVendor(url => {
      ends.push(Date.parse(url.searchParams.get('until') ?? ''))
      return { body: [] }
    })
    const connector = testConnector('descending', { page: { style: 'window' }, settleSeconds: 300 })
    const { host } = testHost(connector, { routes: vendor.routes, clock })
    await host.start(app({ backfillSince: CONNECTED - 3_600_000 }))
    await host.syncNow('app-1')
    await host.close()
    await vendor.close()
    const latest = Math.max(...ends)
    expect(latest).toBeLessThanOrEqual(clock.now() - 299_000)
    expect(latest).toBeGreaterThan(clock.now() - 310_000)
  })

  it('quarantines bad rows with their reason, blanks secrets, and reads the rest', async () => {
    const time = new Date(CONNECTED).toISOString()
    const good = {
      id: 'good',
      time,
      kind: 'lo\0gin\ud800',
      who: 'A@X.ORG',
      secret: 's3cr3t-value',
      list: [{ token: 'tttt' }],
      note: 'a\0b\ud800',
    }
    const bad = [{ id: 'no-time', kind: 'login' }, { id: 'no-kind', time, secret: 's3cr3t-value' }, 'text', null]
    const vendor = await startFakeVendor(() => ({
      body: [good, ...bad, { id: 'strange', time: 'yesterday', kind: 'x' }],
    }))
    const { host, store } = testHost(testConnector('ascending'), { routes: vendor.routes, clock })
    await host.start(app({ backfillSince: CONNECTED }))
    await until(() => store.commits.length > 1)
    await host.syncNow('app-1')
    await host.close()
    await vendor.close()
    expect(store.ids).toEqual(['good'])
    expect(store.activities[0]).toMatchObject({
      action: 'other',
      classUid: 0,
      activityId: 99,
      vendorAction: 'lo\ufffdgin\ufffd',
      actor: { email: 'a@x.org' },
      ip: null,
    })
    expect(store.activities[0]?.raw).toContain(String.raw`"note":"a\u0000b\ud800"`)
    expect(store.quarantine.map(({ reason }) => reason)).toEqual([
      'no readable time',
      expect.stringContaining('kind'),
      'the row is not an object',
      'the row is not an object',
      'no readable time',
    ])
    expect(JSON.stringify([store.activities, store.quarantine])).not.toMatch(/s3cr3t|tttt/)
    expect(host.counters()).toEqual({ unknownActions: { acme: expect.anything() }, repairedTexts: expect.any(Number) })
  })

  it.each([
    ['a broken page', { body: '[{"id":' }, 'BAD_ANSWER'],
    [
      'a list that leads to itself',
      { headers: { link: '<https://acme.vendor.test/same>; rel=next' }, body: [] },
      'BAD_ANSWER',
    ],
    ['no right', { status: 403 }, 'FORBIDDEN'],
    ['refused credentials', { status: 401 }, 'AUTH_FAILED'],
    ['a foreign next page', { headers: { link: '<https://evil.test/x>; rel="next"' }, body: [] }, 'BAD_CONFIG'],
  ])('says FAILED on %s, and goes on when it is over', async (_, answer, code) => {
    let broken = true
    const rows = logRows(4, 0.9)
    const vendor = await startFakeVendor(url => (broken ? answer : logPages(rows)(url)))
    const { host, store } = testHost(testConnector('ascending'), { routes: vendor.routes, clock })
    await host.start(app({ backfillSince: CONNECTED - 3_600_000 }))
    await until(() => store.states.some(({ error }) => error?.code === code))
    expect(JSON.stringify(store.states)).not.toContain('tok-123456')
    broken = false
    await host.syncNow('app-1')
    await until(() => store.ids.length === rows.length)
    await host.close()
    await vendor.close()
    expect(store.ids).toEqual(rows.map(({ id }) => id))
  })

  it('goes on saying that the credentials are refused while its past is told to wait', async () => {
    const isLive = ({ searchParams }: URL) =>
      (searchParams.get('since') ?? '') > new Date(CONNECTED - 86_400_000).toISOString()
    let waits = 0
    const vendor = await startFakeVendor(url => {
      if (isLive(url)) return { status: 401 }
      waits += 1
      return { status: 429, headers: { 'retry-after': '1' } }
    })
    const { host, store } = testHost(testConnector('ascending'), { routes: vendor.routes, clock })
    await host.start(app({ backfillSince: CONNECTED - 7 * 86_400_000 }))
    await until(() => store.states.some(({ error }) => error?.code === 'AUTH_FAILED'))
    const before = waits
    await until(() => waits > before + 3)
    await host.close()
    await vendor.close()
    expect(store.states.at(-1)).toMatchObject({ state: 'FAILED', error: { code: 'AUTH_FAILED' } })
  })

  it('goes on behind pages without rows while the vendor says that more follows', async () => {
    const rows = logRows(4)
    const hour = (text: string | null) => Math.floor(Date.parse(text ?? '') / 3_600_000)
    // Each answer is about one hour, be there rows or not.
    const vendor = await startFakeVendor(url => {
      const { searchParams } = url
      const at = Number(searchParams.get('c') ?? hour(searchParams.get('since')))
      const end = hour(new Date(clock.now()).toISOString())
      return {
        body: { data: rows.filter(({ time }) => hour(time) === at), next: Math.min(at + 1, end), more: at < end },
      }
    })
    const connector = testConnector('arrival', {
      request: ({ since, cursor }) => ({ path: '/log', query: cursor ? { c: cursor } : { since } }),
      rows: 'data',
      page: { style: 'bodyCursor', field: 'next', more: 'more', keepLast: true },
    })
    const { host, store } = testHost(connector, { routes: vendor.routes, clock })
    await host.start(app())
    await until(() => new Set(store.ids).size === rows.length && store.commits.some(one => one.backfillDone))
    await host.close()
    await vendor.close()
    expect(new Set(store.ids)).toEqual(new Set(rows.map(({ id }) => id)))
  })

  it.each(['arrival', 'ascending'] as const)(
    'is read in %s order where the last page says where it was asked, and comes again with its rows',
    async order => {
      const rows = logRows(5)
      const vendor = await startFakeVendor(url => {
        const from = Number(url.searchParams.get('c') ?? 0)
        const next = Math.min(from + 2, rows.length - 1)
        return { body: { data: rows.slice(from, from + 2), next } }
      })
      const connector = testConnector(order, {
        request: ({ cursor }) => ({ path: '/log', query: cursor ? { c: cursor } : {} }),
        rows: 'data',
        page: { style: 'bodyCursor', field: 'next', keepLast: true, sameEnds: true },
      })
      const { host, store } = testHost(connector, { routes: vendor.routes, clock })
      await host.start(app())
      await until(() => new Set(store.ids).size === rows.length && store.commits.some(one => one.backfillDone))
      await host.syncNow('app-1')
      expect(store.states.at(-1)).toMatchObject({ state: 'IDLE', error: null })
      await host.close()
      await vendor.close()
      expect(new Set(store.ids)).toEqual(new Set(rows.map(({ id }) => id)))
    },
  )

  it('ends when the lease is lost', async () => {
    const vendor = await startFakeVendor(logPages(logRows(4)))
    const store = new MemoryStore()
    store.onCommit = () => {
      throw Object.assign(new Error('old epoch'), { code: 'LEASE_LOST' })
    }
    const { host } = testHost(testConnector(), { routes: vendor.routes, clock, store })
    await host.start(app())
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(vendor.requests).toHaveLength(0)
    await host.close()
    await vendor.close()
  })

  it('pauses and resumes', async () => {
    const rows = logRows(4, 0.9)
    const vendor = await startFakeVendor(logPages(rows))
    const { host, store } = testHost(testConnector(), { routes: vendor.routes, clock })
    await host.start(app({ backfillSince: CONNECTED - 3_600_000 }))
    await host.syncNow('app-1')
    await host.pause('app-1')
    expect(store.states.at(-1)?.state).toBe('PAUSED')
    const asked = vendor.requests.length
    await new Promise(resolve => setTimeout(resolve, 40))
    expect(vendor.requests).toHaveLength(asked)
    await host.resume('app-1')
    await host.syncNow('app-1')
    expect(vendor.requests.length).toBeGreaterThan(asked)
    await host.close()
    await vendor.close()
  })
})
