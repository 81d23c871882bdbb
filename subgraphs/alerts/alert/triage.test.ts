import type { RunningSubgraph } from '@casbah/kit'
import { raiseAlerts } from './raise.ts'
import { activity, minute } from '../testing/activity.ts'
import { foundOn } from '../testing/found.ts'
import { ask, openAlerts, until } from '../testing/open.ts'

const TRIAGE = `mutation ($i: TriageInput!) { triageAlerts(input: $i) {
  count remaining alerts { id state classification classificationReason reasonCodes tags version comments { text } history { kind from to actor { name } } }
  userErrors { code message path } } }`

describe('triage', () => {
  let bed: Awaited<ReturnType<typeof openAlerts>>
  let subgraph: RunningSubgraph
  let tenants = 0
  let tenant: string

  beforeAll(async () => {
    bed = await openAlerts({ now: () => minute(5) })
    subgraph = await bed.start()
  })
  beforeEach(() => (tenant = `triage-${tenants++}`))
  afterAll(async () => {
    await subgraph.stop()
    await bed.close()
  })

  const triage = async (i: object, of = tenant) => {
    const answer = await ask(subgraph, of, TRIAGE, { i })
    expect(answer.errors).toBeUndefined()
    return answer.data.triageAlerts
  }
  /** Raises an alert on each name; their ids in the order of the names. */
  const raise = async (names: string[], of = tenant): Promise<string[]> => {
    await bed.feeder.write(of, async tx => {
      const found = await foundOn(
        tx,
        names.map(name => activity(name, { userId: name, accountId: name })),
      )
      await raiseAlerts(tx, found, minute(5))
    })
    const rows = await bed.feeder.read(of, tx =>
      tx.query<{ id: string; title: string }>('select id, title from alerts.alert where tenant = $1', [of]),
    )
    return names.map(name => rows.find(({ title }) => title.startsWith(`${name} `))!.id)
  }
  const count = async (filter: object, of = tenant) =>
    (
      await ask(subgraph, of, 'query ($f: AlertFilter) { alerts(filter: $f, first: 0) { totalCount } }', {
        f: filter,
      })
    ).data.alerts.totalCount

  it('gives tags and takes them away, tells it in the history, and finds by them in the tenant alone', async () => {
    const [id] = await raise(['a'])
    const [theirs] = await raise(['a'], `${tenant}-other`)
    await triage({ ids: [theirs], addTags: ['vip'] }, `${tenant}-other`)
    const done = await triage({ ids: [id], addTags: [' Red Team ', 'q3', 'Q3'] })
    expect(done).toMatchObject({ count: 1, alerts: [{ tags: ['q3', 'red team'], version: 2 }] })
    expect(await triage({ ids: [id], addTags: ['q3'] })).toMatchObject({ count: 0, alerts: [{ version: 2 }] })
    const [after] = (await triage({ ids: [id], addTags: ['new'], removeTags: ['Q3'] })).alerts
    expect(after).toMatchObject({ tags: ['new', 'red team'] })
    expect(after.history.slice(1)).toEqual([
      { kind: 'TAGS', from: null, to: 'q3, red team', actor: { name: 'Mia' } },
      { kind: 'TAGS', from: 'q3, red team', to: 'new, red team', actor: { name: 'Mia' } },
    ])
    expect([await count({ tags: ['RED team'] }), await count({ tags: ['vip'] }), await count({ tags: [] })]).toEqual([
      1, 0, 0,
    ])
    expect(await count({ tags: ['vip'] }, `${tenant}-other`)).toBe(1)
  })

  it.each([
    ['no tag', { addTags: ['  '] }, ['addTags']],
    ['a comma in a tag', { addTags: ['a,b'] }, ['addTags']],
    ['65 letters', { addTags: ['x'.repeat(65)] }, ['addTags']],
    ['51 tags', { addTags: Array.from({ length: 51 }, (_, n) => `t${n}`) }, ['addTags']],
    ['a reason without classification', { classificationReason: 'Because.' }, ['classificationReason']],
    ['codes without classification', { reasonCodes: ['AUTOMATION'] }, ['reasonCodes']],
    [
      'a code of another classification',
      { classification: 'BENIGN', reasonCodes: ['AUTOMATION', 'WRONG_DATA'] },
      ['reasonCodes'],
    ],
    ['a code of an attack', { classification: 'TRUE_POSITIVE', reasonCodes: ['AUTHORISED_TEST'] }, ['reasonCodes']],
    ['an empty reason', { classification: 'BENIGN', classificationReason: ' ' }, ['classificationReason']],
  ])('refuses %s, and changes nothing', async (_what, change, path) => {
    const [id] = await raise(['a'])
    expect(await triage({ ids: [id], comment: 'No.', ...change })).toMatchObject({
      count: 0,
      userErrors: [{ code: 'BAD_USER_INPUT', path }],
    })
    expect(await count({ text: 'No.' })).toBe(0)
  })

  it('refuses a fifty-first tag of an alert', async () => {
    const [id] = await raise(['a'])
    await triage({ ids: [id], addTags: Array.from({ length: 50 }, (_, n) => `t${n}`) })
    expect(await triage({ ids: [id], addTags: ['more'] })).toMatchObject({
      count: 0,
      userErrors: [{ path: ['addTags'] }],
    })
    expect(await triage({ ids: [id], addTags: ['more'], removeTags: ['t0'] })).toMatchObject({
      count: 1,
      userErrors: [],
    })
  })

  it('keeps the whole history in pages, to the tenant alone', async () => {
    const [id] = await raise(['a'])
    for (let n = 0; n < 4; n++) await triage({ ids: [id], comment: `${n}` })
    const read = `query ($id: ID!, $after: Cursor) { alert(id: $id) { historyPage(first: 2, after: $after) {
      totalCount edges { node { kind to } } pageInfo { hasNextPage endCursor } } } }`
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: { alert: { historyPage: Record<string, any> } } = // eslint-disable-line typescript/no-explicit-any
        (await ask(subgraph, tenant, read, { id, after })).data as never
      const { totalCount, edges, pageInfo } = page.alert.historyPage
      expect(totalCount).toBe(5)
      seen.push(...edges.map(({ node }: { node: { kind: string; to: string | null } }) => `${node.kind} ${node.to}`))
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null
    } while (after)
    expect(seen).toEqual(['COMMENT 3', 'COMMENT 2', 'COMMENT 1', 'COMMENT 0', 'RAISED null'])
    expect((await ask(subgraph, `${tenant}-other`, read, { id })).data).toEqual({ alert: null })
  })

  it('keeps why an alert was classified so, until it is classified otherwise', async () => {
    const [id] = await raise(['a'])
    const why = { classificationReason: 'The office VPN.', reasonCodes: ['TOO_SENSITIVE', 'SHARED_ADDRESS'] }
    const [told] = (await triage({ ids: [id], state: 'RESOLVED', classification: 'FALSE_POSITIVE', ...why })).alerts
    expect(told).toMatchObject({ ...why, reasonCodes: ['SHARED_ADDRESS', 'TOO_SENSITIVE'] })
    const [again] = (await triage({ ids: [id], classification: 'TRUE_POSITIVE' })).alerts
    expect(again).toMatchObject({ classification: 'TRUE_POSITIVE', classificationReason: null, reasonCodes: [] })
    expect(again.history.filter((each: { kind: string }) => each.kind === 'REASON')).toMatchObject([
      { from: null, to: 'SHARED_ADDRESS, TOO_SENSITIVE: The office VPN.' },
      { from: 'SHARED_ADDRESS, TOO_SENSITIVE: The office VPN.', to: null },
    ])
  })

  it('lets exactly one of two analysts win who saw the same version, and tells the other what it is now', async () => {
    const [id] = await raise(['a'])
    for (let version = 1; version <= 5; version++) {
      const answers = await Promise.all(
        ['one', 'two'].map(who => triage({ ids: [id], expectedVersion: version, comment: `${who} ${version}` })),
      )
      const [won, lost] = answers.toSorted((a, b) => b.count - a.count)
      expect(won).toMatchObject({ count: 1, userErrors: [], alerts: [{ version: version + 1 }] })
      expect(lost).toMatchObject({
        count: 0,
        remaining: 1,
        alerts: [{ id, version: version + 1 }],
        userErrors: [{ code: 'CONFLICT', path: ['expectedVersion'] }],
      })
      expect(lost.userErrors[0].message).toContain(`its version is ${version + 1}, not ${version}`)
      expect(lost.alerts[0].comments).toHaveLength(version)
    }
  })

  /** Alerts without evidence, as many as wanted. */
  const store = (many: number, of: string) =>
    bed.feeder.write(of, async tx => {
      await tx.query(
        `insert into alerts.alert (tenant, id, policy, policy_kind, policy_version, fold_key, title, severity, state, explanation, mitre, techniques,
           first_activity_at, last_activity_at, raised_at, opened_at, acknowledge_by, acknowledge_risk_at, resolve_by, resolve_risk_at, activity_count, is_simulated, is_late, version)
         select tenant, gen_random_uuid(), policy, policy_kind, policy_version, 'n' || n, 'many ' || n, 'LOW', 'OPEN', explanation, mitre, techniques,
           first_activity_at, last_activity_at, raised_at, opened_at, acknowledge_by, acknowledge_risk_at, resolve_by, resolve_risk_at, 1, false, false, 1
         from alerts.alert, generate_series(1, $2::int) n where tenant = $1 and title like 'a %'`,
        [of, many],
      )
      await tx.query(
        `insert into alerts.alert_entity (tenant, kind, value, alert) select tenant, 'app', 'app-okta', id from alerts.alert
         where tenant = $1 and title like 'many %' on conflict do nothing`,
        [of],
      )
    })

  it('changes ten thousand alerts by one call, each once, in chunks that each commit, and no other tenant’s', async () => {
    const other = `${tenant}-other`
    for (const [of, many] of [
      [tenant, 10_000],
      [other, 3],
    ] as const) {
      await raise(['a'], of)
      await store(many, of)
    }
    const filter = { text: 'many', state: ['OPEN'] }
    const change = { state: 'RESOLVED', classification: 'BENIGN', reasonCodes: ['AUTHORISED_TEST'], addTags: ['bulk'] }
    expect(await triage({ filter, ...change })).toMatchObject({ count: 10_000, remaining: 0, userErrors: [] })
    expect([await count({ tags: ['bulk'] }), await count(filter), await count(filter, other)]).toEqual([10_000, 0, 3])
    const [facts] = await bed.feeder.read(tenant, tx =>
      tx.query<{ steps: number; commits: number; versions: number[] }>(
        `select count(*)::int as steps, count(distinct xmin::text)::int as commits,
           (select array_agg(distinct version) from alerts.alert where tenant = $1 and title like 'many %') as versions
         from alerts.alert_event where tenant = $1 and kind = 'CHANGED'`,
        [tenant],
      ),
    )
    expect(facts).toEqual({ steps: 10_000, commits: 20, versions: [2] })
    await store(1, tenant)
    expect(await triage({ filter: { text: 'many' }, comment: 'All.' })).toMatchObject({
      count: 0,
      userErrors: [{ code: 'BAD_USER_INPUT', path: ['filter'] }],
    })
  }, 120_000)

  it('tells how far it came when one alert refuses, and goes on from there under the same key', async () => {
    await raise(['a'])
    await store(1_200, tenant)
    const filter = { text: 'many' }
    await triage({ filter, classification: 'BENIGN' })
    const [last] = await bed.feeder.write(tenant, tx =>
      tx.query<{ id: string }>(
        `update alerts.alert set classification = null where tenant = $1 and id = (
           select id from alerts.alert where tenant = $1 and title like 'many %' order by id desc limit 1) returning id`,
        [tenant],
      ),
    )
    const i = { filter, state: 'RESOLVED', comment: 'Seen.', idempotencyKey: 'k' }
    const cut = await triage(i)
    expect(cut).toMatchObject({ count: 1_000, remaining: 200, userErrors: [{ path: ['classification'] }] })
    expect(cut.alerts).toHaveLength(100)
    await triage({ ids: [last!.id], classification: 'TRUE_POSITIVE' })
    expect(await triage(i)).toMatchObject({ count: 1_200, remaining: 0, userErrors: [] })
    expect(await triage(i)).toMatchObject({ count: 1_200, remaining: 0, userErrors: [] })
    const comments = await bed.feeder.read(tenant, tx =>
      tx.query<{ alert: string }>('select alert from alerts.alert_comment where tenant = $1', [tenant]),
    )
    expect([comments.length, new Set(comments.map(({ alert }) => alert)).size]).toEqual([1_200, 1_200])
  })

  it('changes each alert once when the same key comes twice at once', async () => {
    await raise(['a'])
    await store(1_200, tenant)
    const i = { filter: { text: 'many' }, comment: 'Seen.', idempotencyKey: 'twice' }
    await Promise.all([triage(i), triage(i)])
    await until(async () => (await triage(i)).userErrors.length === 0)
    expect(await triage(i)).toMatchObject({ count: 1_200 })
    const [{ written }] = (await bed.feeder.read(tenant, tx =>
      tx.query('select count(*)::int as written from alerts.alert_comment where tenant = $1', [tenant]),
    )) as [{ written: number }]
    expect(written).toBe(1_200)
  })
})
