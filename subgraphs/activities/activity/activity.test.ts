import { account, collected, DAY, Harness, NOON } from '../testing/harness.ts'
import { activityId, parseActivityId } from './activity-id.ts'

const LIST = `query ($first: Int, $after: Cursor, $order: ActivityOrder, $filter: ActivityFilter) {
  activities(first: $first, after: $after, orderBy: $order, filter: $filter) {
    edges { cursor node { id vendorAction } } pageInfo { hasNextPage hasPreviousPage endCursor } totalCount } }`

interface Listed {
  activities: {
    edges: { cursor: string; node: { id: string; vendorAction: string } }[]
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string }
    totalCount: number
  }
}

describe('activities', () => {
  let harness: Harness
  beforeAll(async () => (harness = await Harness.open()))
  afterAll(() => harness.close())

  const list = async (tenant: string, variables: Record<string, unknown> = {}) =>
    ((await harness.data(tenant, LIST, variables)) as unknown as Listed).activities
  const names = (page: Listed['activities']) => page.edges.map(edge => edge.node.vendorAction)
  const at = (name: string, minutes: number) => collected(name, { vendorAction: name, time: NOON + minutes * 60_000 })

  it('have an id that tells where they lie', () => {
    const uuid = '0d6f3c9e-1111-4222-8333-444455556666'
    for (const time of [NOON, 0, -1_234]) expect(parseActivityId(activityId(time, uuid))).toEqual({ time, uuid })
    for (const id of ['', uuid, `x${uuid}`, `-${uuid}`, 'abc-def', `${'z'.repeat(12)}-${uuid}`])
      expect(parseActivityId(id)).toBeNull()
  })

  it('page through in both orders, unmoved by what comes in between', async () => {
    // Three of one moment: the id decides between them.
    await harness.feed('pages', [at('a', 1), at('b', 2), at('b2', 2), at('b3', 2), at('c', 3), at('d', 4)])
    for (const order of ['TIME_DESC', 'TIME_ASC']) {
      const whole = names(await list('pages', { order, first: 500 }))
      const seen: string[] = []
      for (let after: string | null = null, more = true; more;) {
        const page: Listed['activities'] = await list('pages', { order, first: 2, after })
        expect(page.pageInfo.hasPreviousPage).toBe(after !== null)
        seen.push(...names(page))
        more = page.pageInfo.hasNextPage
        after = page.pageInfo.endCursor
        await harness.feed('pages', [at(`${order}-new-${seen.length}`, order === 'TIME_DESC' ? 100 : -100)])
      }
      expect(seen).toEqual(whole)
    }
  })

  it('refuse pages that are too big and cursors of another tenant, list or nobody', async () => {
    await harness.feed('cursor-a', [at('a', 1), at('b', 2)])
    const { edges } = await list('cursor-a')
    const refused = async (tenant: string, variables: Record<string, unknown>) =>
      (await harness.ask(tenant, LIST, variables)).errors?.[0]
    expect(await refused('cursor-a', { first: 100_000 })).toMatchObject({
      message: expect.stringMatching(/0 to 500/),
      extensions: { code: 'BAD_USER_INPUT' },
    })
    const after = edges[0]!.cursor
    for (const [tenant, variables] of [
      ['cursor-b', { after }],
      ['cursor-a', { after, order: 'TIME_ASC' }],
      ['cursor-a', { after: 'invented' }],
    ] as const)
      expect(await refused(tenant, variables)).toMatchObject({ extensions: { code: 'BAD_CURSOR' } })
    expect(names(await list('cursor-a', { after }))).toEqual(['a'])
  })

  it('of two tenants with equal ids never cross, by no way to ask', async () => {
    for (const tenant of ['left', 'right']) {
      await harness.feedAccounts(tenant, [account('ann', { userId: 'u' })])
      const actor = { id: 'ext-ann', email: null, name: null, kind: 'user' } as const
      await harness.feed(tenant, [collected('same', { vendorAction: tenant, actor, raw: `{"of":"${tenant}"}` })])
    }
    const id = activityId(NOON, collected('same').id)
    const query = `query ($id: ID!, $refs: [_Any!]!) {
      activities { edges { node { id vendorAction raw } } totalCount }
      activity(id: $id) { vendorAction raw }
      activityHistogram(interval: WEEK, groupBy: VENDOR_ACTION) { count groups { value } }
      topActivityValues(field: VENDOR_ACTION) { value count }
      _entities(representations: $refs) {
        ... on Activity { vendorAction } ... on App { activities { edges { node { vendorAction } } totalCount } }
        ... on Account { activities { edges { node { vendorAction } } } } ... on User { activities { edges { node { vendorAction } } } } } }`
    const refs = [
      { __typename: 'Activity', id },
      { __typename: 'App', id: 'app-1' },
      { __typename: 'Account', id: 'ann' },
      { __typename: 'User', id: 'u' },
    ]
    for (const tenant of ['left', 'right']) {
      const data = await harness.data(tenant, query, { id, refs })
      const edges = [{ node: { vendorAction: tenant } }]
      expect(data).toMatchObject({
        activities: { edges: [{ node: { id, vendorAction: tenant, raw: { of: tenant } } }], totalCount: 1 },
        activity: { vendorAction: tenant, raw: { of: tenant } },
        topActivityValues: [{ value: tenant, count: 1 }],
        _entities: [
          { vendorAction: tenant },
          { activities: { edges, totalCount: 1 } },
          { activities: { edges } },
          { activities: { edges } },
        ],
      })
      expect(JSON.stringify(data)).not.toContain(tenant === 'left' ? 'right' : 'left')
    }
  })

  it('of several apps come together, each with its own page', async () => {
    await harness.feed(
      'apps',
      ['app-1', 'app-2'].flatMap(app =>
        [1, 2, 3].map(n => collected(`${app}-${n}`, { app, vendorAction: `${app}-${n}`, time: NOON + n })),
      ),
    )
    const refs = ['app-1', 'app-2', 'app-3'].map(id => ({ __typename: 'App', id }))
    const { _entities: apps } = (await harness.data(
      'apps',
      `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on App {
        activities(first: 2) { edges { node { vendorAction } } pageInfo { hasNextPage } totalCount } } } }`,
      { refs },
    )) as unknown as { _entities: { activities: Listed['activities'] }[] }
    expect(apps.map(app => names(app.activities))).toEqual([['app-1-3', 'app-1-2'], ['app-2-3', 'app-2-2'], []])
    expect(apps.map(app => app.activities.totalCount)).toEqual([3, 3, 0])
  })

  it('give the raw event to those with the scope alone, and note who read it', async () => {
    await harness.feed('raw', [collected('one', { raw: '{"secret":1}' })])
    const query = '{ activities { edges { node { id raw } } } }'
    const { errors } = await harness.ask('raw', query, {}, ['activities:read'])
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'FORBIDDEN', scopes: ['activities:raw'] } })
    const { activities } = (await harness.data('raw', query)) as unknown as Listed
    const noted = await harness.db.read('raw', tx => tx.query('select event, actor, subject from activities.audit'))
    expect(noted).toEqual([
      {
        event: 'activity.raw.read',
        actor: expect.objectContaining({ kind: 'TOKEN', id: 'token' }),
        subject: { activities: [activities.edges[0]!.node.id] },
      },
    ])
  })

  it('count over time with empty buckets, and by value', async () => {
    await harness.feedAccounts('counts', [account('ann')])
    const actor = { id: 'ext-ann', email: null, name: null, kind: 'user' } as const
    const day = (n: number) => NOON - n * DAY
    await harness.feed('counts', [
      collected('a', { time: day(3), actor, targets: [{ kind: 'file', id: '1', name: null, email: null }] }),
      collected('b', { time: day(3) + 1, action: 'file.download' }),
      collected('c', { time: day(1), action: 'file.download', actor: { ...actor, id: null, name: 'Visitor' } }),
      collected('d', { time: day(30) }),
    ])
    const time = { since: new Date(day(4)).toISOString(), until: new Date(day(0)).toISOString() }
    const data = await harness.data(
      'counts',
      `query ($filter: ActivityFilter) {
        activityHistogram(filter: $filter, interval: DAY, groupBy: ACTION) { start count groups { value count } }
        actors: topActivityValues(filter: $filter, field: ACTOR) { value count account { id } }
        kinds: topActivityValues(filter: $filter, field: TARGET_KIND) { value count }
        apps: topActivityValues(field: APP, first: 1) { value count app { id } } }`,
      { filter: { time } },
    )
    const start = (n: number) => new Date(Math.floor(day(n) / DAY) * DAY).toISOString()
    expect(data.activityHistogram).toEqual([
      { start: start(4), count: 0, groups: [] },
      {
        start: start(3),
        count: 2,
        groups: [
          { value: 'file.download', count: 1 },
          { value: 'session.start', count: 1 },
        ],
      },
      { start: start(2), count: 0, groups: [] },
      { start: start(1), count: 1, groups: [{ value: 'file.download', count: 1 }] },
      { start: start(0), count: 0, groups: [] },
    ])
    expect(data.actors).toEqual([
      { value: '', count: 1, account: null },
      { value: 'Visitor', count: 1, account: null },
      { value: 'ann', count: 1, account: { id: 'ann' } },
    ])
    expect(data.kinds).toEqual([
      { value: '', count: 2 },
      { value: 'file', count: 1 },
    ])
    expect(data.apps).toEqual([{ value: 'app-1', count: 3, app: { id: 'app-1' } }])
  })

  it('refuse a histogram of more than 1,000 buckets', async () => {
    const { errors } = await harness.ask('counts', '{ activityHistogram(interval: MINUTE) { count } }')
    expect(errors?.[0]).toMatchObject({
      message: expect.stringMatching(/1000 are the most.*wider `interval`/),
      extensions: { code: 'BAD_USER_INPUT' },
    })
  })

  it('start their weeks on Monday', async () => {
    const { activityHistogram } = (await harness.data(
      'counts',
      '{ activityHistogram(interval: WEEK) { start } }',
    )) as unknown as {
      activityHistogram: { start: string }[]
    }
    expect(activityHistogram.map(bucket => new Date(bucket.start).getUTCDay())).toEqual([1, 1])
  })
})
