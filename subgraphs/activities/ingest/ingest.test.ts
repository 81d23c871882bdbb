import { createLogger, type StoredActivity } from '@casbah/kit'
import { Deletions } from '../deletion/deletions.ts'
import { account, collected, DAY, Harness, NOON } from '../testing/harness.ts'

describe('ingest', () => {
  let harness: Harness
  beforeAll(async () => (harness = await Harness.open()))
  afterAll(() => harness.close())

  const storedOf = async (tenant: string) =>
    (await harness.stored(tenant)).filter((item): item is StoredActivity => item.type === 'activity')
  const one = async (tenant: string, vendorId: string) =>
    (await storedOf(tenant)).find(item => item.vendorId === vendorId)!
  const count = async (tenant: string) =>
    (
      await harness.db.read(tenant, tx => tx.query<{ n: number }>('select count(*)::int as n from activities.activity'))
    )[0]!.n

  it('stores each event once and hands on only new ones, ends of backfills in their place', async () => {
    const end = { type: 'backfillEnd', app: 'app-1', connector: 'okta', stream: 'log', at: NOON } as const
    await harness.feed('once', [collected('a'), collected('b'), collected('a')])
    await harness.feed('once', [collected('b'), end, collected('c')])
    expect(await count('once')).toBe(3)
    expect((await harness.stored('once')).map(item => (item.type === 'activity' ? item.vendorId : item.type))).toEqual([
      'a',
      'b',
      'backfillEnd',
      'c',
    ])
  })

  it('makes the partitions of history before it inserts', async () => {
    await harness.feed('history', [
      collected('old', { time: NOON - 40 * DAY, lane: 'history' }),
      collected('older', { time: NOON - 90 * DAY, lane: 'history' }),
    ])
    const rows = await harness.db.read('history', tx =>
      tx.query<{ part: string }>('select tableoid::regclass::text as part from activities.activity order by time'),
    )
    expect(rows.map(row => row.part)).toEqual([90, 40].map(partition))
  })

  it('keeps what lies outside of all days in the default partition', async () => {
    await harness.feed('ancient', [collected('x', { time: Date.UTC(1999, 0, 1) })])
    const rows = await harness.db.read('ancient', tx =>
      tx.query('select tableoid::regclass::text as part from activities.activity'),
    )
    expect(rows).toEqual([{ part: 'activities.activity_default' }])
  })

  it('lets nobody read a partition past its parent', async () => {
    await expect(harness.db.read('acme', tx => tx.query('select 1 from activities.activity_default'))).rejects.toThrow(
      /permission denied/,
    )
  })

  it('finds resources behind targets, also those that become known later, in their app and tenant alone', async () => {
    const resource = (id: string, externalId: string, app = 'app-1') => ({
      id,
      app,
      externalId,
      kind: 'FILE',
      name: externalId,
      exposure: 'PRIVATE' as const,
      exposureBefore: null,
      sharedWith: [],
      ownerAccountId: null,
      modifiedAt: null,
      label: null,
      gone: false,
    })
    const feed = async (tenant: string, items: ReturnType<typeof resource>[]) => {
      await harness.db.write(tenant, async tx => tx.append('resource.changed', items))
      await harness.judged('resource.changed', tenant)
    }
    const file = (id: string) => ({ kind: 'file', id, name: null, email: null })
    await feed('things', [resource('res-1', 'f1'), resource('res-other', 'f2', 'app-2')])
    await feed('others', [resource('res-theirs', 'f1')])
    await harness.feed('things', [collected('one', { targets: [file('f1'), file('f2')] })])
    expect((await one('things', 'one')).targetResourceIds).toEqual(['res-1', null])
    await feed('things', [resource('res-2', 'f2')])
    const query = `query ($filter: ActivityFilter) { activities(filter: $filter) { edges { node { target { externalId resource { id } } } } } }`
    const ask = async (tenant: string, ...ids: string[]) => {
      const filter = ids.length ? { target: { resource: ids } } : null
      const { data } = (await harness.ask(tenant, query, { filter })) as {
        data: { activities: { edges: { node: { target: object[] } }[] } }
      }
      return data.activities.edges.map(({ node }) => node.target)
    }
    const targets = [
      { externalId: 'f1', resource: { id: 'res-1' } },
      { externalId: 'f2', resource: { id: 'res-2' } },
    ]
    expect(await ask('things')).toEqual([targets])
    expect(await ask('things', 'res-2', 'nobody')).toEqual([targets])
    expect(await ask('things', 'res-other')).toEqual([])
    expect(await ask('others', 'res-1')).toEqual([])
  })

  it('finds the account by the vendor’s id, else by e-mail, in the same app alone', async () => {
    await harness.feedAccounts('known', [account('ann', { userId: 'user-ann' }), account('bob', { app: 'app-2' })])
    const actor = { id: null, email: null, name: null, kind: 'user' } as const
    await harness.feed('known', [
      collected('by-id', { actor: { ...actor, id: 'ext-ann' } }),
      collected('by-mail', { actor: { ...actor, email: 'Ann@Example.com' } }),
      collected('elsewhere', { actor: { ...actor, id: 'ext-bob' } }),
      collected('target', { targets: [{ kind: 'user', id: 'ext-ann', name: null, email: null }] }),
    ])
    expect(await one('known', 'by-id')).toMatchObject({
      accountId: 'ann',
      userId: 'user-ann',
      actor: { name: 'ann', email: 'ann@example.com' },
    })
    expect((await one('known', 'by-mail')).accountId).toBe('ann')
    expect((await one('known', 'elsewhere')).accountId).toBeNull()
    expect((await one('known', 'target')).targetAccountIds).toEqual(['ann'])
  })

  it('knows country and network of an address; what the vendor says wins', async () => {
    const ip = { address: '8.8.8.8', country: null, city: null, asn: null, isp: null }
    await harness.feed('place', [
      collected('looked-up', { ip }),
      collected('told', { ip: { ...ip, country: 'fr', asn: 64_500, isp: 'Lab' } }),
      collected('six', { ip: { ...ip, address: '2001:4860:4860:0:0:0:0:8888' } }),
      collected('mapped', { ip: { ...ip, address: '::ffff:8.8.8.8' } }),
      collected('none', { ip: { ...ip, address: 'not an address' } }),
    ])
    expect((await one('place', 'looked-up')).ip).toMatchObject({ country: 'US', asn: 15_169, isp: 'Google LLC' })
    expect((await one('place', 'told')).ip).toMatchObject({ country: 'FR', asn: 64_500, isp: 'Lab' })
    expect((await one('place', 'six')).ip).toMatchObject({ address: '2001:4860:4860::8888', asn: 15_169 })
    expect((await one('place', 'mapped')).ip).toMatchObject({ address: '8.8.8.8', asn: 15_169 })
    expect((await one('place', 'none')).ip).toBeNull()
  })

  it('reads browser and operating system, and the names of other clients', async () => {
    await harness.feed('agents', [
      collected('chrome', {
        userAgent:
          'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
      }),
      collected('cli', { userAgent: 'aws-cli/2.15.0 md/Botocore#1.34' }),
    ])
    expect(await one('agents', 'chrome')).toMatchObject({ browser: 'Chrome', os: 'Windows' })
    expect(await one('agents', 'cli')).toMatchObject({ browser: 'aws-cli' })
  })

  it('compares with the user’s past: new values are uncommon after a week of history', async () => {
    await harness.feedAccounts('past', [account('ann')])
    const actor = { id: 'ext-ann', email: null, name: null, kind: 'user' } as const
    const from = (country: string) => ({ address: '203.0.113.1', country, city: null, asn: null, isp: null })
    await harness.feed('past', [
      collected('first', { actor, ip: from('FR'), time: NOON - 9 * DAY }),
      collected('early-new', { actor, ip: from('DE'), time: NOON - 4 * DAY }),
    ])
    await harness.feed('past', [
      collected('again', { actor, ip: from('FR') }),
      collected('new', { actor, ip: from('KP') }),
      collected('late', { actor, ip: from('KP'), time: NOON - 1 * DAY }),
    ])
    expect(await one('past', 'first')).toMatchObject({
      lastSeenForUser: { country: -1, action: -1 },
      uncommonForUser: [],
    })
    expect(await one('past', 'early-new')).toMatchObject({
      lastSeenForUser: { country: -1, action: 5 },
      uncommonForUser: [],
    })
    expect(await one('past', 'again')).toMatchObject({
      lastSeenForUser: { country: 9, action: 4 },
      uncommonForUser: [],
    })
    expect(await one('past', 'new')).toMatchObject({
      lastSeenForUser: { country: -1, action: 0, ip: 0 },
      uncommonForUser: ['country'],
    })
    expect((await one('past', 'late')).lastSeenForUser).toMatchObject({ country: -1, action: 0 })
  })

  it('stores NUL and lone surrogates: replaced in text, as written in the raw event', async () => {
    const raw = '{"uuid":"odd","text":"a\\u0000b\\ud800c"}'
    await harness.feed('odd', [
      collected('odd', {
        raw,
        userAgent: 'a\0b\ud800c',
        actor: { id: 'x\0', email: null, name: 'n\udc00', kind: 'user' },
        targets: [{ kind: 'file', id: '\0', name: '\ud800', email: null }],
      }),
    ])
    const [row] = await harness.db.read('odd', tx =>
      tx.query<{ raw: string; user_agent: string }>('select raw::text as raw, user_agent from activities.activity'),
    )
    expect(row).toEqual({ raw, user_agent: 'a\ufffdb\ufffdc' })
    expect((await one('odd', 'odd')).targets).toEqual([{ kind: 'file', id: '\ufffd', name: '\ufffd', email: null }])
  })

  it('puts a row that PostgreSQL refuses aside and keeps its neighbours', async () => {
    await harness.feed('bad', [collected('good'), collected('broken', { raw: '{not json' }), collected('fine')])
    expect((await storedOf('bad')).map(item => item.vendorId)).toEqual(['good', 'fine'])
    const dead = await harness.db.read('bad', tx =>
      tx.query<{ vendor: string; reason: string }>(`select item->>'vendorId' as vendor, reason from log.dead_letter`),
    )
    expect(dead).toEqual([{ vendor: 'broken', reason: expect.stringMatching(/json/) }])
  })

  it('forgets an app whose data was deleted, in its tenant alone', async () => {
    const gone = ['a', 'a2', 'a3', 'a4', 'a5'].map(id => collected(id))
    for (const tenant of ['gone', 'stays']) await harness.feed(tenant, [...gone, collected('b', { app: 'app-2' })])
    await harness.db.write('gone', async tx =>
      tx.append('app.changed', [
        { id: 'app-1', connector: 'okta', name: 'Okta', state: 'DISCONNECTED', connectedAt: NOON, deletedData: true },
      ]),
    )
    await harness.judged('app.changed', 'gone')
    const deletions = new Deletions(harness.db, createLogger('test'), 2)
    await deletions.look()
    expect([await count('gone'), await count('stays')]).toEqual([1, 6])
    // What was still on its way.
    await harness.feed('gone', [collected('late'), collected('c', { app: 'app-2' })])
    await deletions.look()
    expect([await count('gone'), await count('stays')]).toEqual([2, 6])
  })
})

function partition(daysAgo: number): string {
  return `activities.activity_${new Date(NOON - daysAgo * DAY).toISOString().slice(0, 10).replaceAll('-', '')}`
}
