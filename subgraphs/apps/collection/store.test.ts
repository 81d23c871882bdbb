import type { Commit, HostActivity, Session, SessionChange } from '@casbah/host'
import { TEST_KEY } from '@casbah/kit/testing'
import { Vault } from '../credential/vault.ts'
import { openAppsWorld, type AppsWorld } from '../testing/apps-world.ts'
import { renewLeases, takeLeases } from '../system-statements.ts'
import { PostgresHostStore, type RunApp } from './store.ts'

let world: AppsWorld
beforeAll(async () => {
  world = await openAppsWorld({ start: false })
})
afterAll(() => world.close())

const APP = '00000000-0000-4000-8000-00000000000a'

const vault = new Vault(TEST_KEY)

function storeOf(app: RunApp, crashPoint: (point: string) => void = () => undefined) {
  return new PostgresHostStore({
    db: world.apps.db,
    vault,
    appOf: id => (id === app.id ? app : null),
    pressure: () => null,
    crashPoint,
    onError: error => {
      throw error
    },
  })
}

const activity = (vendorId: string, time: number): HostActivity => ({
  stream: 'log',
  vendorId,
  part: 0,
  time,
  observedAt: time,
  lane: 'live',
  action: 'user.login',
  vendorAction: 'login',
  classUid: 3002,
  activityId: 1,
  severity: 'INFORMATIONAL',
  outcome: 'SUCCESS',
  outcomeReason: null,
  actor: null,
  targets: [],
  ip: null,
  userAgent: null,
  sessionId: null,
  isAdmin: false,
  isImpersonated: false,
  raw: '{}',
})

const commit = (epoch: number, ids: string[], more: Partial<Commit> = {}): Commit => ({
  app: APP,
  stream: 'log',
  partition: '',
  epoch,
  activities: ids.map((id, n) => activity(id, 1_700_000_000_000 + n)),
  quarantine: [],
  checkpoint: {
    cursor: ids.join(),
    watermark: 1_700_000_000_000,
    seen: ids,
    backfill: null,
    rows: ids.length,
    rejected: 0,
  },
  backfillDone: false,
  ...more,
})

describe('the host’s store', () => {
  const appOf = (tenant: string, epoch: number): RunApp => ({
    id: APP,
    tenant,
    connector: 'fake',
    streams: ['log'],
    epoch,
  })

  beforeAll(async () => {
    for (const tenant of ['acme', 'globex'])
      await world.apps.db.write(tenant, tx =>
        tx.query(
          `insert into apps.app (tenant, id, name, connector, state, config, auth_kind, connected_at) values ($1, $2, 'A', 'fake', 'SYNCING', '{}', 'token', now())`,
          [tenant, APP],
        ),
      )
    await world.apps.db.system.query(
      `insert into apps.app_lease (app, tenant, owner, epoch, expires_at) values ($1, 'acme', 'me', 3, now() + interval '1 hour')`,
      [APP],
    )
  })

  it('keeps rows, rejects and checkpoint together and gives the checkpoint back', async () => {
    const store = storeOf(appOf('acme', 3))
    const odd = { stream: 'log', reason: 'no readable time', raw: 'a\0b', observedAt: 1 }
    await store.commit(commit(3, ['a', 'b'], { quarantine: [odd], backfillDone: true }))
    expect(await store.load(APP, 'log', '')).toEqual(commit(3, ['a', 'b']).checkpoint)
    const span = { since: 1, until: 9, at: 3, reached: 4, cursor: '{"page":2}', startedAt: 5 }
    const more = { ...commit(3, []).checkpoint, reread: { wish: 7, span }, equal: { hash: 2 } }
    await store.commit(commit(3, [], { partition: 'eu', checkpoint: more }))
    expect(await store.load(APP, 'log', 'eu')).toEqual(more)
    const items = await world.items('activity.collected')
    expect(items.map(item => item.type)).toEqual(['activity', 'activity', 'backfillEnd'])
    const { rows } = await world.apps.db.system.query('select tenant, reason, raw from apps.quarantine')
    expect(rows).toEqual([{ tenant: 'acme', reason: 'no readable time', raw: 'a\\u0000b' }])
    const { rows: apps } = await world.apps.db.system.query(`select state from apps.app where tenant = 'acme'`)
    expect(apps).toEqual([{ state: 'HEALTHY' }])
  })

  it('gives the same event the same id, and another tenant’s another', async () => {
    const idsOf = async (tenant: string) =>
      (await world.items('activity.collected', tenant)).flatMap(item =>
        item.type === 'activity' ? [`${item.vendorId} ${item.id}`] : [],
      )
    await storeOf(appOf('acme', 3)).commit(commit(3, ['a', 'b']))
    await world.apps.db.system.query(`update apps.app_lease set tenant = 'globex'`)
    await storeOf(appOf('globex', 3)).commit(commit(3, ['a', 'b']))
    await world.apps.db.system.query(`update apps.app_lease set tenant = 'acme'`)
    expect(new Set(await idsOf('acme')).size).toBe(2)
    expect(new Set(await idsOf('globex')).size).toBe(2)
    const acme = new Set(await idsOf('acme'))
    expect((await idsOf('globex')).some(id => acme.has(id))).toBe(false)
  })

  it('refuses an old epoch and keeps nothing of it', async () => {
    const before = (await world.items('activity.collected')).length
    await expect(storeOf(appOf('acme', 2)).commit(commit(2, ['late']))).rejects.toMatchObject({ code: 'LEASE_LOST' })
    expect((await world.items('activity.collected')).length).toBe(before)
  })

  it('keeps neither rows nor checkpoint when it ends before the commit', async () => {
    const before = await storeOf(appOf('acme', 3)).load(APP, 'log', '')
    const dies = storeOf(appOf('acme', 3), point => {
      if (point === 'apps:before-commit') throw new Error('killed')
    })
    await expect(dies.commit(commit(3, ['never']))).rejects.toThrow('killed')
    expect(await storeOf(appOf('acme', 3)).load(APP, 'log', '')).toEqual(before)
  })

  describe('keeps sessions', () => {
    const session = (refreshToken: string): Session => ({
      accessToken: `access of ${refreshToken}`,
      obtainedAt: 1,
      expiresAt: 2,
      refreshToken,
      refreshExpiresAt: null,
      scopes: null,
    })
    const change = (refreshToken: string, replaces: string | null, more: Partial<SessionChange> = {}) => ({
      app: APP,
      tenant: 'acme',
      epoch: 3,
      session: session(refreshToken),
      replaces,
      ...more,
    })
    let store: PostgresHostStore
    const kept = async (tenant = 'acme') => (await store.session({ app: APP, tenant }))?.refreshToken ?? null

    beforeAll(async () => {
      store = storeOf(appOf('acme', 3))
      for (const tenant of ['acme', 'globex'])
        await world.apps.db.write(tenant, tx => vault.put(tx, APP, { token: 'entered-secret' }))
    })

    it('each in the place of the one that was spent, sealed, and for its tenant alone', async () => {
      expect(await kept()).toBeNull()
      await store.saveSession(change('refresh-secret-1', null))
      await store.saveSession(change('refresh-secret-2', 'refresh-secret-1'))
      expect(await kept()).toBe('refresh-secret-2')
      expect(await kept('globex')).toBeNull()
      const { rows } = await world.apps.db.system.query(
        `select (select version from apps.app where tenant = 'acme' and id = app) as version, session from apps.credential where tenant = 'acme'`,
      )
      expect(rows[0].version).toBe(1)
      expect(rows[0].session.includes('refresh-secret')).toBe(false)
    })

    it('refuses one whose predecessor is gone, an old epoch, and another tenant', async () => {
      await expect(store.saveSession(change('refresh-secret-3', 'refresh-secret-1'))).rejects.toMatchObject({
        code: 'SESSION_REPLACED',
      })
      for (const more of [{ epoch: 2 }, { tenant: 'globex' }])
        await expect(store.saveSession(change('refresh-secret-3', 'refresh-secret-2', more))).rejects.toMatchObject({
          code: 'LEASE_LOST',
        })
      expect([await kept(), await kept('globex')]).toEqual(['refresh-secret-2', null])
    })

    it('of which nothing is kept when it ends before, and all when it ends after', async () => {
      const dies = (at: string) =>
        storeOf(appOf('acme', 3), point => {
          if (point === at) throw new Error('killed')
        })
      const next = change('refresh-secret-3', 'refresh-secret-2')
      await expect(dies('apps:before-session').saveSession(next)).rejects.toThrow('killed')
      expect(await kept()).toBe('refresh-secret-2')
      await expect(dies('apps:after-session').saveSession(next)).rejects.toThrow('killed')
      expect(await kept()).toBe('refresh-secret-3')
      await store.saveSession(change('refresh-secret-2', 'refresh-secret-3'))
    })

    it('one of two that come at once', async () => {
      const both = [change('refresh-secret-a', 'refresh-secret-2'), change('refresh-secret-b', 'refresh-secret-2')]
      const done = await Promise.allSettled(both.map(one => store.saveSession(one)))
      expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    })

    it('until new credentials are entered', async () => {
      await world.apps.db.write('acme', tx => vault.put(tx, APP, { token: 'entered-secret-2' }))
      expect(await kept()).toBeNull()
    })

    it('and what the vendor told of the configuration, for its tenant alone', async () => {
      const found = { fields: { regions: ['eu-1', 'us-1'] }, of: 'print' }
      const change = { app: APP, tenant: 'acme', epoch: 3, ...found }
      expect(await store.found(change)).toBeNull()
      await store.saveFound(change)
      expect(await store.found(change)).toEqual(found)
      expect(await store.found({ app: APP, tenant: 'globex' })).toBeNull()
      for (const more of [{ epoch: 2 }, { tenant: 'globex' }])
        await expect(store.saveFound({ ...change, ...more, fields: {} })).rejects.toMatchObject({ code: 'LEASE_LOST' })
      expect(await store.found(change)).toEqual(found)
    })

    it('and the day on which credentials end, under the same lease', async () => {
      const at = Date.UTC(2030, 0, 2)
      await store.credentialsEnd({ app: APP, tenant: 'acme', epoch: 3, at })
      await expect(store.credentialsEnd({ app: APP, tenant: 'acme', epoch: 2, at: null })).rejects.toMatchObject({
        code: 'LEASE_LOST',
      })
      const { rows } = await world.apps.db.system.query(
        'select tenant, credentials_expire_at as at from apps.app order by 1',
      )
      expect(rows).toEqual([
        { tenant: 'acme', at: new Date(at) },
        { tenant: 'globex', at: null },
      ])
    })
  })

  it('gives a lease to one owner, and to the next under a new epoch once it has expired', async () => {
    const { db } = world.apps
    const expired = () => db.system.query(`update apps.app_lease set expires_at = now() - interval '1 second'`)
    expect(await takeLeases(db, 'other', 20)).toEqual([])
    await expired()
    const taken = await takeLeases(db, 'other', 20)
    expect(taken).toEqual([{ app: APP, tenant: 'acme', epoch: 4 }])
    expect(await renewLeases(db, 'me', 20)).toEqual([])
    expect(await renewLeases(db, 'other', 20)).toEqual(taken)
  })
})
