import { systemClock } from './clock.ts'
import { logPages, startFakeVendor } from './testing/fake-vendor.ts'
import { app, CONNECTED, logRows, ready, testConnector, testHost, until } from './testing/test-connector.ts'
import type { ReadyConnector } from './connector-registry.ts'
import type { Runner } from './messages.ts'

const began = Date.now()
/** Runs as time does, from a minute after the connection on. */
const clock = {
  now: () => CONNECTED + 60_000 + Date.now() - began,
  sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(Math.min(ms, 20), signal),
}

/** The connector as another version that names its actions otherwise. */
const version = (action: string) =>
  ready(testConnector('ascending', { toActivities: () => [{ vendorAction: action, outcome: 'SUCCESS' }] }))

/** The connector whose messages wait until they are let go. */
function held(connector: ReadyConnector): { connector: ReadyConnector; asked(): number; go(): void } {
  const { promise: gate, resolve: go } = Promise.withResolvers<void>()
  let asked = 0
  const runner: Runner = {
    ask: async (kind, message) => {
      asked += 1
      await gate
      return connector.runner.ask(kind, message)
    },
    sandbox: () => null,
    rest: async () => undefined,
    close: async () => undefined,
  }
  return { connector: { ...connector, runner }, asked: () => asked, go }
}

describe('a connector that is replaced while it runs', () => {
  it('hands its apps on, each row once, and rows after that are read by the new one', async () => {
    const rows = logRows(3, 0.9)
    const vendor = await startFakeVendor(logPages(rows, {}))
    const { host, store } = testHost(testConnector(), { routes: vendor.routes, clock })
    await host.load(version('old'))
    await host.start(app())
    await until(() => store.activities.length >= 3)
    expect(await host.load(version('new'))).toEqual(['app-1'])
    rows.push({ ...rows[2]!, id: 'late', time: new Date(Date.parse(rows[2]!.time) + 1000).toISOString() })
    await host.start(app())
    await until(() => store.activities.length >= 4)
    await host.close()
    await vendor.close()
    expect(store.activities.map(({ vendorId, vendorAction }) => [vendorId, vendorAction])).toEqual([
      ...['e0', 'e1', 'e2'].map(id => [id, 'old']),
      ['late', 'new'],
    ])
  })

  it('loses no row and reads none twice, however often it happens while rows come', async () => {
    const rows = logRows(3, 0.9)
    const vendor = await startFakeVendor(logPages(rows, {}))
    const { host, store } = testHost(testConnector(), { routes: vendor.routes, clock })
    await host.start(app())
    const last = Date.parse(rows[2]!.time)
    for (let swap = 0; swap < 40; swap++) {
      for (let n = 0; n < 4; n++)
        rows.push({ ...rows[2]!, id: `s${swap}-${n}`, time: new Date(last + 1000 * (4 * swap + n + 1)).toISOString() })
      // At any moment: before, amid and after a page.
      await new Promise(resolve => setTimeout(resolve, swap % 9))
      await host.load(version(`v${swap}`))
      await host.start(app())
    }
    await until(() => store.activities.length >= rows.length)
    await host.syncNow('app-1')
    await host.close()
    await vendor.close()
    expect(store.ids.toSorted()).toEqual(rows.map(({ id }) => id).toSorted())
    expect(new Set(store.activities.map(one => one.vendorAction)).size).toBeGreaterThan(2)
  })

  it('still answers what it was asked before', async () => {
    const vendor = await startFakeVendor(() => ({ body: { state: 'suspended' } }))
    const old = held(version('old'))
    const { host } = testHost(testConnector(), { connectors: [old.connector], routes: vendor.routes })
    const done = host.act(app(), { action: 'suspend', target: { externalId: '1' }, dryRun: true })
    await until(() => old.asked() === 1)
    await host.load(version('new'))
    old.go()
    expect(await done).toMatchObject({ requests: [{ method: 'POST' }] })
    await host.close()
    await vendor.close()
  })

  it('is not started by a start that was overtaken by a stop', async () => {
    const vendor = await startFakeVendor(() => ({ body: logRows(1, 1) }))
    const slow = held(version('slow'))
    const { host, store } = testHost(testConnector(), { connectors: [slow.connector], routes: vendor.routes })
    const starting = host.start(app())
    await until(() => slow.asked() === 1)
    await host.stop('app-1')
    slow.go()
    await starting
    await expect(host.syncNow('app-1')).rejects.toThrow('not running here')
    expect(store.activities).toEqual([])
    await host.close()
    await vendor.close()
  })

  it('that is forgotten runs no app', async () => {
    const { host } = testHost(testConnector())
    await host.unload('acme')
    await expect(host.start(app())).rejects.toThrow('"acme" is not loaded')
    await host.close()
  })
})
