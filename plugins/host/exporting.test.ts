import type { Export, ExportStep, Resume } from '@casbah/sdk'
import { gzipSync } from 'node:zlib'
import { systemClock } from './clock.ts'
import { createHost } from './host.ts'
import { exportConnector } from './testing/export-connector.ts'
import { startFakeVendor, type Answer, type FakeVendor } from './testing/fake-vendor.ts'
import { MemoryStore } from './testing/memory-store.ts'
import { app, CONNECTED, ready, testHost, until } from './testing/test-connector.ts'

const began = Date.now()
const clock = {
  now: () => CONNECTED + 60_000 + Date.now() - began,
  sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(Math.min(ms, 5), signal),
}
type Row = { id?: string; time: string; kind: string; who?: string; file?: string }

const FILES = 6
const PER_FILE = 25
const HOUR = 3_600_000
const at = (n: number) => CONNECTED - 5 * HOUR + n * 120_000

/** The vendor's files, two minutes between rows; the last of them end after the connection. */
const files: Row[][] = Array.from({ length: FILES }, (_, file) =>
  Array.from({ length: PER_FILE }, (_, index) => {
    const n = file * PER_FILE + index
    return { id: `e${n}`, time: new Date(at(n)).toISOString(), kind: 'login', who: `u"${n}",x\n` }
  }),
)
const all = files.flat().map(({ id }) => id!)
const lineCsv = (fields: string[]) => fields.map(field => `"${field.replaceAll('"', '""')}"`).join(',')
const csv = (rows: Row[]) =>
  `\ufeffid,time,kind,who\r\n${rows.map(row => lineCsv([row.id!, row.time, row.kind, row.who!])).join('\r\n')}\r\n`
const ndjson = (rows: Row[]) => rows.map(row => JSON.stringify(row)).join('\n')

/** A vendor that makes files by jobs: they are asked for, awaited, listed and fetched. */
function jobs(file: (n: number, asked: number) => Answer) {
  let job = 0
  const asked = new Map<string, number>()
  return (url: URL, _: number, method: string): Answer => {
    if (method === 'POST') return { status: 202, body: { job: ++job } }
    const [, , kind, id = ''] = url.pathname.split('/')
    const count = (asked.get(url.pathname) ?? 0) + 1
    asked.set(url.pathname, count)
    if (kind === 'jobs') return { body: { state: count > 1 ? 'done' : 'running', files: FILES } }
    return file(Number(id), count)
  }
}

/** Goes on behind the last file read, by name. */
const byJobs = (format: 'csv' | 'ndjson'): Export =>
  async function* ({ resume, since, until: end }) {
    const { body } = yield { request: { method: 'POST', path: '/jobs', json: { since, end } } }
    const { job } = body as { job: number }
    let files = 0
    for (let done = false; !done;) {
      const answer = yield { request: { path: `/jobs/${job}` } }
      const state = answer.body as { state: string; files: number }
      files = state.files
      done = state.state === 'done'
      if (!done) yield { wait: 30 }
    }
    for (let n = resume === undefined ? 0 : Number(resume) + 1; n < files; n++)
      yield { download: { path: `/files/${n}` }, format, extra: { file: `f${n}` }, resume: n }
  }

const setOf = (store: MemoryStore) => [...new Set(store.ids)].toSorted()

describe.each(['csv', 'ndjson'] as const)('an export of %s files', format => {
  let vendor: FakeVendor
  const text = (n: number) => (format === 'csv' ? csv(files[n]!) : ndjson(files[n]!))
  afterEach(() => vendor.close())

  it('is read whole, history and live apart', async () => {
    vendor = await startFakeVendor(jobs(n => ({ body: n % 2 ? gzipSync(text(n)) : text(n) })))
    const { host, store } = testHost(exportConnector(byJobs(format)), { routes: vendor.routes, clock })
    await host.start(app())
    await until(() => setOf(store).length === all.length && store.commits.some(one => one.backfillDone))
    await host.syncNow('app-1')
    await host.close()
    expect(setOf(store)).toEqual(all.toSorted())
    for (const { lane, time, raw } of store.activities) {
      expect(lane).toBe(time < CONNECTED - HOUR ? 'history' : 'live')
      expect(JSON.parse(raw)).toMatchObject({ file: expect.stringMatching(/^f\d$/) })
    }
    expect(store.activities[0]!.raw).toContain(String.raw`"u\"0\",x\n"`)
    expect(store.states.at(-1)).toMatchObject({ state: 'IDLE', error: null })
    expect(JSON.parse(store.checkpoints.get('app-1|log|')!)).toMatchObject({ cursor: '5', backfill: null })
  })

  it('is the same when the host is stopped at every step, before and after every commit', async () => {
    vendor = await startFakeVendor(jobs(n => ({ body: text(n) })))
    const store = new MemoryStore()
    const steps = ['before-send', 'after-answer', 'before-commit', 'after-commit'] as const
    let rounds = 0
    for (
      ;
      rounds < 200 && (setOf(store).length < all.length || !store.commits.some(one => one.backfillDone));
      rounds++
    ) {
      const step = steps[rounds % steps.length]
      let count = 0
      let over: (() => void) | null = null
      const ended = new Promise<void>(resolve => (over = resolve))
      const { host } = testHost(exportConnector(byJobs(format), { windowSeconds: 7_200 }), {
        routes: vendor.routes,
        clock,
        store,
        crashPoint: passed => {
          if (passed !== step || ++count < 1 + (rounds % 9)) return
          over?.()
          throw new Error('killed here')
        },
      })
      await host.start(app())
      await Promise.race([ended, until(() => false, 60).catch(() => undefined)])
      await host.close()
    }
    expect(rounds).toBeGreaterThan(4)
    expect(setOf(store)).toEqual(all.toSorted())
  })

  it('is fetched again when the connection breaks in the middle of a file', async () => {
    const cut = (n: number, asked: number) => (n === 2 && asked < 3 ? { cutAfter: text(n).length >> 1 } : {})
    vendor = await startFakeVendor(jobs((n, asked) => ({ body: text(n), ...cut(n, asked) })))
    const { host, store } = testHost(exportConnector(byJobs(format)), { routes: vendor.routes, clock })
    await host.start(app({ backfillSince: CONNECTED }))
    await until(() => setOf(store).length === all.length)
    await host.close()
    expect(vendor.requests.filter(({ url }) => url.pathname === '/v1/files/2').length).toBe(3)
    expect(store.states.some(({ state }) => state === 'FAILED')).toBe(false)
  })
})

/** A run of these steps; with `resume` it ends at once. */
const stepsOf = (...steps: unknown[]): Export =>
  async function* ({ resume }) {
    if (resume !== undefined) return
    for (const step of steps) yield step as ExportStep
  }

async function problemOf(pages: Export, answer: (url: URL) => Answer = () => ({}), options = {}): Promise<string> {
  const vendor = await startFakeVendor(answer)
  const lines: string[] = []
  const say = (_: object, text: string) => void lines.push(text)
  const log = { debug: say, info: say, warn: say, error: say }
  const { host, store } = testHost(exportConnector(pages), { routes: vendor.routes, clock, log, ...options })
  await host.start(app({ backfillSince: CONNECTED }))
  await until(() => store.states.some(({ state }) => state === 'FAILED'))
  await host.close()
  await vendor.close()
  return lines.join('\n')
}

describe('an export', () => {
  const time = new Date(CONNECTED).toISOString()
  it.each<[string, Export, RegExp]>([
    ['yields a number', stepsOf(7), /"log" yielded what is no step: one of request, download, rows, wait is/],
    ['yields two things', stepsOf({ wait: 1, rows: [], resume: 1 }), /no step/],
    ['waits backwards', stepsOf({ wait: -1 }), /a wait that is no number of seconds/],
    ['yields rows without a place', stepsOf({ rows: [] }), /rows without a "resume"/],
    ['yields rows that are none', stepsOf({ rows: 'x', resume: 1 }), /rows that are no list/],
    [
      'throws',
      // eslint-disable-next-line require-yield
      async function* () {
        throw new Error('no such field')
      },
      /no such field/,
    ],
    [
      'hands the same place on for ever',
      async function* () {
        for (;;) yield { rows: [{ id: '1', time, kind: 'login' }], resume: 1 }
      },
      /leads from one page to the same page/,
    ],
    [
      'asks and asks',
      async function* () {
        for (;;) yield { wait: 0 }
      },
      /has taken 10000 steps and come no further/,
    ],
    ['wants a host that is not allowed', stepsOf({ request: { url: 'https://evil.test/' } }), /evil\.test/],
  ])('that %s is judged', async (_, pages, expected) => expect(await problemOf(pages)).toMatch(expected))

  it('does not take a file without end', async () => {
    const pages = stepsOf({ download: { path: '/f' }, format: 'ndjson', resume: 1 })
    const body = gzipSync(' '.repeat(5_000_000))
    expect(await problemOf(pages, () => ({ body }), { downloadBytes: 1_000_000 })).toMatch(/file is over 1 MB/)
  })

  it('hands rows, answers, refusals and broken rows on', async () => {
    const seen: unknown[] = []
    const pages: Export = async function* ({ resume }) {
      if (resume !== undefined) return
      const gone = yield { request: { path: '/gone' }, answers: [404] }
      const empty = yield { request: { path: '/empty' } }
      seen.push([gone.status, gone.body], [empty.status, empty.body])
      yield { rows: [{ id: 'r1', time, kind: 'login' }, { id: 'bad' }], resume: { page: 1 } }
      yield { download: { path: '/file' }, format: 'csv', resume: { page: 2 } }
      yield { download: { path: '/list' }, format: 'json', rows: 'data.list', resume: { page: 3 } }
    }
    const vendor = await startFakeVendor(url => {
      if (url.pathname === '/v1/gone') return { status: 404, body: 'Not here' }
      if (url.pathname === '/v1/empty') return { body: '' }
      if (url.pathname === '/v1/list') return { body: { data: { list: [{ id: 'l1', time, kind: 'login' }] } } }
      return { body: `id,time,kind\nc1,${time},login\nc2,${time}\n` }
    })
    const { host, store } = testHost(exportConnector(pages), { routes: vendor.routes, clock })
    await host.start(app({ backfillSince: CONNECTED }))
    await until(() => store.ids.length === 3)
    await host.close()
    await vendor.close()
    expect(seen[0]).toEqual([404, 'Not here'])
    expect(seen[1]).toEqual([200, null])
    expect(setOf(store)).toEqual(['c1', 'l1', 'r1'])
    expect(store.quarantine.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('kind'),
      'it has 2 fields where the header has 3',
    ])
    expect(JSON.parse(store.checkpoints.get('app-1|log|')!).cursor).toBe('{"page":3}')
  })

  it('tells equal rows without an id apart, the same however often the file is read', async () => {
    const rows = Array.from({ length: 2_500 }, (_, n) => ({ time, kind: n % 3 ? 'login' : 'other' }))
    let asked = 0
    const pages: Export = async function* ({ resume }) {
      yield { download: { path: '/file' }, format: 'ndjson', resume: ((resume as number | undefined) ?? 0) + 1 }
    }
    const vendor = await startFakeVendor(() => ({ body: ndjson(rows), ...(++asked === 2 && { cutAfter: 60_000 }) }))
    const { host, store } = testHost(exportConnector(pages, { id: { hash: true } }), { routes: vendor.routes, clock })
    await host.start(app({ backfillSince: CONNECTED }))
    await until(() => asked > 4)
    await host.close()
    await vendor.close()
    expect(store.ids.length).toBeGreaterThan(rows.length)
    expect(setOf(store)).toHaveLength(rows.length)
  })

  it('that waits ends at once when it is stopped', async () => {
    const slow = { now: clock.now, sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms, signal) }
    let ended = false
    const pages: Export = async function* () {
      try {
        yield { wait: 3_000 }
      } finally {
        ended = true
      }
    }
    const { host } = testHost(exportConnector(pages), { clock: slow })
    await host.start(app({ backfillSince: CONNECTED }))
    await systemClock.sleep(20)
    await host.close()
    expect(ended).toBe(true)
  })

  it('is begun anew from the place kept where the connector’s process lost it', async () => {
    const begun: (Resume | undefined)[] = []
    const pages: Export = async function* ({ resume }) {
      begun.push(resume)
      const from = (resume as number | undefined) ?? 0
      for (let n = from; n < 4; n++) yield { rows: [{ id: `r${n}`, time, kind: 'login' }], resume: n + 1 }
    }
    const connector = exportConnector(pages)
    const loaded = ready(connector)
    const { runner } = loaded
    let asks = 0
    const forgetful = {
      ...loaded,
      runner: {
        ...runner,
        sandbox: () => null,
        close: async () => undefined,
        ask: (async (kind: 'exportStep', message: never) => {
          if (kind === 'exportStep' && (message as { do: string }).do === 'next' && ++asks === 3)
            return { over: 'lost' }
          return runner.ask(kind, message)
        }) as typeof runner.ask,
      },
    }
    const store = new MemoryStore()
    const host = createHost({ connectors: [forgetful], store, clock, random: () => 0 })
    await host.start(app({ backfillSince: CONNECTED }))
    await until(() => setOf(store).length === 4)
    await host.close()
    expect(begun.slice(0, 2)).toEqual([undefined, 3])
  })

  it('tells how far a backfill in windows has come', async () => {
    const asked: string[] = []
    const pages: Export = async function* ({ since, until: end }) {
      if (end === undefined) return
      asked.push(`${since} ${end}`)
      const time = new Date(Date.parse(since) + 60_000).toISOString()
      yield { rows: [{ id: since, time, kind: 'login' }], resume: since }
    }
    const { host, store } = testHost(exportConnector(pages, { windowSeconds: 3_600 }), { clock })
    await host.start(app({ backfillSince: CONNECTED - 4 * HOUR }))
    await until(() => store.commits.some(one => one.backfillDone))
    await host.close()
    const iso = (hours: number) => new Date(CONNECTED - hours * HOUR).toISOString()
    expect(asked).toEqual([`${iso(4)} ${iso(3)}`, `${iso(3)} ${iso(2)}`, `${iso(2)} ${iso(1)}`])
    const reached = store.commits.flatMap(({ checkpoint: { backfill } }) => (backfill ? backfill.reached : []))
    expect(reached).toEqual(reached.toSorted((a, b) => a - b))
    expect(store.activities.every(({ lane }) => lane === 'history')).toBe(true)
  })
})
