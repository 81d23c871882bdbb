import { TEST_KEY } from '@casbah/kit/testing'
import { Vault } from '../credential/vault.ts'
import { createHost, loadConnectors, type HostedApp } from '@casbah/host'
import { setTimeout as sleep } from 'node:timers/promises'
import { PostgresHostStore } from '../collection/store.ts'
import { openAppsWorld, until, type AppsWorld } from '../testing/apps-world.ts'

let world: AppsWorld
let app: HostedApp
beforeAll(async () => {
  world = await openAppsWorld({ start: false })
  for (let n = 10; n < 40; n++)
    world.vendor.documents.set(`d${n}`, {
      id: `d${n}`,
      name: `/plans/${n}`,
      sharing: [],
      at: '2026-01-01T00:00:00.000Z',
    })
  for (const { id } of world.vendor.users) world.vendor.grants.set(id, [{ id: `${id}-g`, app: 'Notes', rights: [] }])
  app = {
    id: await world.connect(),
    tenant: 'acme',
    connector: 'fake',
    config: { domain: 'acme.fake.example' },
    authKind: 'token',
    credentials: { token: 'vendor-secret-1' },
    connectedAt: Date.now(),
    backfillSince: null,
    epoch: 0,
  }
})
afterAll(() => world.close())

const rows = async <T>(sql: string) => (await world.apps.db.system.query(sql)).rows as T[]
/** Whether a phase has been read to its end. */
const done = async (phase: string) =>
  (await rows(`select 1 from apps.inventory where phase = '${phase}' and place->>'completedAt' is not null`)).length > 0
const listed = (table: string) =>
  rows<{ id: string; gone: boolean }>(
    `select external_id as id, gone_at is not null as gone from apps.${table} order by external_id`,
  )

/** A host that lives until it dies at the n-th commit of an inventory, before or after it is kept. */
async function live(dies: { at: number; kept: boolean }): Promise<boolean> {
  let commits = 0
  let died = false
  const running = { id: app.id, tenant: 'acme', connector: 'fake', streams: [], epoch: 0 }
  const store = new PostgresHostStore({
    db: world.apps.db,
    vault: new Vault(TEST_KEY),
    // Whoever is dead writes no more.
    appOf: () => (died ? null : running),
    pressure: () => null,
    crashPoint: point => {
      if (point !== 'apps:inventory-before-commit' || ++commits < dies.at) return
      died = true
      if (!dies.kept) throw new Error('killed here')
    },
    onError: () => undefined,
  })
  const connectors = await loadConnectors([world.connectorFolder])
  const host = createHost({ connectors, store, routes: world.routes, inventory: { lookMs: 5 } })
  try {
    if (!(await done('people'))) await host.inventory(app).catch(() => undefined)
    if (!died) await host.start(app)
    await until(async () => died || (await done('things')))
    await sleep(5)
    return died
  } finally {
    await host.close()
  }
}

it('is the same set however often its host is killed, each object told once', async () => {
  let deaths = 0
  for (let round = 0; await live({ at: 2 + (round % 3), kept: round % 2 === 0 }); round++) {
    deaths += 1
    if (deaths > 60) throw new Error('it did not come to its end')
  }
  expect(deaths).toBeGreaterThan(8)
  const present = (ids: Iterable<string>) => [...ids].map(id => ({ id, gone: false }))
  expect(await listed('resource')).toEqual(present(world.vendor.documents.keys()))
  expect(await listed('oauth_grant')).toEqual(present(['u1-g', 'u2-g']))
  const told = (await world.items('resource.changed')).map(one => one.externalId).sort()
  expect(told).toEqual([...world.vendor.documents.keys()])
  expect((await rows('select 1 from apps.account')).length).toBe(world.vendor.users.length)
}, 60_000)
