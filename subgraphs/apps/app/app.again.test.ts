import type { CollectedActivity } from '@casbah/kit'
import { CONNECT, input, openAppsWorld, until, type AppsWorld } from '../testing/apps-world.ts'

let world: AppsWorld
beforeAll(async () => {
  world = await openAppsWorld({ push: true })
})
afterAll(() => world.close())

const row = (id: string, secondsAgo: number) => ({
  id,
  at: new Date(Math.floor(Date.now() / 1000 - secondsAgo) * 1000).toISOString(),
  who: 'u1',
})
const got = async (app: string, tenant = 'acme') =>
  (await world.items('activity.collected', tenant))
    .filter((item): item is CollectedActivity => item.type === 'activity' && item.app === app)
    .map(({ vendorId, id, lane }) => ({ vendorId, id, lane }))
const connect = async (name: string, tenant = 'acme') => {
  const more = {
    connector: 'pusher',
    credentials: { token: 'vendor-secret-1', push: 'p' },
    backfillSince: new Date().toISOString(),
  }
  const { data } = await world.ask<{ connectApp: { app: { id: string } } }>(
    CONNECT,
    { input: input(name, more) },
    tenant,
  )
  const { id } = data.connectApp.app
  await until(async () => (await checkpoint(id)).length > 0)
  return id
}
const checkpoint = (app: string) => sql('select * from apps.checkpoint where app = $1', [app])
const sql = async (text: string, values: unknown[] = []) => (await world.apps.db.system.query(text, values)).rows
const sync = async (more: object, tenant = 'acme') => {
  const { data } = await world.ask<{ syncApp: { userErrors: { code: string; path: string[] }[] } }>(
    `mutation ($input: SyncAppInput!) { syncApp(input: $input) { userErrors { code message path } } }`,
    // As a client sends it.
    { input: JSON.parse(JSON.stringify(more)) as object },
    tenant,
  )
  return data.syncApp.userErrors
}

describe('reading again', () => {
  it('brings what lay before, each event under one id, and is not taken up twice', async () => {
    world.vendor.rows = [row('old', 7_200), row('older', 80_000)]
    const id = await connect('Again')
    expect(await got(id)).toEqual([])
    const since = new Date(Date.now() - 10_800_000)
    expect(await sync({ id, streams: ['log'], since })).toEqual([])
    await until(async () => (await got(id)).some(({ vendorId }) => vendorId === 'old'))
    expect((await got(id)).map(({ vendorId, lane }) => [vendorId, lane])).toEqual([['old', 'history']])
    expect(await sync({ id, since })).toEqual([])
    await until(async () => (await got(id)).length === 2)
    expect(new Set((await got(id)).map(one => one.id)).size).toBe(1)
    // A wish to read now is no wish to read again.
    expect(await sync({ id })).toEqual([])
    const [{ reread }] = await until(async () => {
      const rows = await checkpoint(id)
      return rows[0].reread?.span === null ? rows : null
    })
    expect(reread.wish).toBeGreaterThan(since.getTime())
    expect(await got(id)).toHaveLength(2)
  })

  it.each<[string, (id: string) => object, string, string[]]>([
    ['from a time to come', id => ({ id, since: new Date(Date.now() + 60_000) }), 'BAD_USER_INPUT', ['input', 'since']],
    ['what is pushed', id => ({ id, streams: ['hooks'], since: new Date(0) }), 'BAD_USER_INPUT', ['input', 'streams']],
  ])('refuses to read %s', async (name, more, code, path) => {
    expect(await sync(more(await connect(`Refused ${name}`)))).toMatchObject([{ code, path }])
  })

  it('is for the app’s own tenant', async () => {
    const id = await connect('Not theirs')
    expect(await sync({ id, since: new Date(0) }, 'globex')).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})

describe('disconnecting', () => {
  const disconnect = (id: string, deleteData: boolean, tenant = 'acme') =>
    world.ask<{ disconnectApp: { userErrors: object[] } }>(
      `mutation ($input: DisconnectAppInput!) { disconnectApp(input: $input) { userErrors { code } } }`,
      { input: { id, deleteData } },
      tenant,
    )
  const left = async (app: string) => {
    const tables = ['account', 'quarantine', 'checkpoint', 'app_stream', 'credential', 'app_lease']
    const counts = await Promise.all(
      tables.map(async table => [table, (await sql(`select 1 from apps.${table} where app = $1`, [app])).length]),
    )
    return Object.fromEntries(counts.filter(([, count]) => count)) as Record<string, number>
  }

  it('with its data leaves nothing of it, tells the neighbours, and touches no other app', async () => {
    world.vendor.rows = [row('fresh', 1), { id: 'bad', at: '9999-01-01T00:00:00Z', who: 'u1' }]
    const [gone, stays, theirs] = [await connect('Goes'), await connect('Stays'), await connect('Theirs', 'globex')]
    for (const id of [gone, stays, theirs])
      await until(async () => (await left(id)).account && (await left(id)).quarantine)
    const before = [await left(stays), await left(theirs)].map(({ account }) => account)
    expect((await disconnect(gone, true, 'globex')).data.disconnectApp.userErrors).toEqual([{ code: 'NOT_FOUND' }])
    await disconnect(gone, true)
    await until(async () => Object.keys(await left(gone)).length === 0)
    expect([await left(stays), await left(theirs)].map(({ account }) => account)).toEqual(before)
    const told = (await world.items('app.changed')).filter(item => item.id === gone).at(-1)
    expect(told).toMatchObject({ state: 'DISCONNECTED', deletedData: true })
    expect(await sql('select state, deletes_data from apps.app where id = $1', [gone])).toEqual([
      { state: 'DISCONNECTED', deletes_data: false },
    ])
  })

  it('without its data keeps what was collected', async () => {
    const id = await connect('Kept')
    await until(async () => (await left(id)).account)
    await disconnect(id, false)
    expect(await left(id)).toMatchObject({ account: 2, checkpoint: expect.any(Number) })
    expect((await world.items('app.changed')).filter(item => item.id === id).at(-1)).toMatchObject({
      deletedData: false,
    })
  })
})
