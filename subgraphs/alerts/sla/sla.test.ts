import type { RunningSubgraph, StoredActivity } from '@casbah/kit'
import { raiseAlerts } from '../alert/raise.ts'
import { activity, minute } from '../testing/activity.ts'
import { foundOn } from '../testing/found.ts'
import { trendSql } from './trends.ts'
import { ask, caller, openAlerts, SCOPES, subscribeTo } from '../testing/open.ts'

const SLA = 'sla { acknowledgeBy acknowledgedAt resolveBy resolvedAt state }'
const LIST = `query ($filter: AlertFilter, $orderBy: AlertOrder, $first: Int, $after: Cursor) {
  alerts(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount pageInfo { endCursor } edges { node { id title severity state version ${SLA} } } } }`
const TRIAGE = `mutation ($i: TriageInput!) { answer: triageAlerts(input: $i) { count alerts { ${SLA} } userErrors { message } } }`
const TARGETS = 'slaTargets { severity acknowledgeSeconds resolveSeconds changedAt changedBy { id name } }'
const SET = `mutation ($i: SetSlaTargetsInput!) { answer: setSlaTargets(input: $i) { ${TARGETS} userErrors { message path } } }`
const TRENDS = `query ($from: DateTime!, $to: DateTime!, $bucket: TrendBucket!, $filter: AlertFilter) {
  alertTrends(from: $from, to: $to, bucket: $bucket, filter: $filter) { start end severities {
    severity raised acknowledged resolved breached timeToAcknowledge { median p90 } timeToResolve { median p90 } } } }`
const HOUR = 60
/** Which of the tenant's indexes is thought best depends on how old the table's statistics are. */
const BY_INDEX = /Index (Only )?Scan[^}]* alert_\w+/

// Answers are read field by field; their shape is the query's.
type Read = Record<string, any> // eslint-disable-line typescript/no-explicit-any

describe('SLA clocks', () => {
  let bed: Awaited<ReturnType<typeof openAlerts>>
  let subgraph: RunningSubgraph
  let now = minute(0)
  let tenants = 0
  let tenant: string

  beforeAll(async () => {
    bed = await openAlerts({ now: () => now })
    subgraph = await bed.start()
  })
  beforeEach(() => {
    tenant = `sla-${tenants++}`
    now = minute(0)
  })
  afterAll(async () => {
    await subgraph.stop()
    await bed.close()
  })

  const iso = (minutes: number) => new Date(minute(minutes)).toISOString()
  const at = (minutes: number) => void (now = minute(minutes))
  const read = async (query: string, variables: object = {}, of = tenant): Promise<Read> => {
    const answer = await ask(subgraph, of, query, { ...variables })
    expect(answer.errors).toBeUndefined()
    return answer.data
  }
  const raise = (activities: StoredActivity[], { of = tenant, key = '' } = {}) =>
    bed.feeder.write(of, async tx => {
      const found = await foundOn(tx, activities)
      await raiseAlerts(tx, key ? found.map(each => ({ ...each, match: { ...each.match, key } })) : found, now)
    })
  const list = async (variables: object = {}, of = tenant): Promise<Read[]> =>
    (await read(LIST, variables, of)).alerts.edges.map((edge: { node: Read }) => edge.node)
  const titles = async (variables: object = {}, of = tenant) =>
    (await list(variables, of)).map(({ title }) => title.split(' ')[0])
  const only = async () => {
    const [alert, ...more] = await list()
    expect(more).toEqual([])
    return alert!
  }
  const triage = async (i: object, of = tenant) => {
    const { answer } = await read(TRIAGE, { i }, of)
    expect(answer.userErrors).toEqual([])
    return answer
  }
  const setting = async (targets: object[], scopes: string[], of = tenant): Promise<Read> =>
    JSON.parse(
      JSON.stringify(await subgraph.handle({ query: SET, variables: { i: { targets } } }, await caller(of, scopes))),
    )
  const set = async (targets: object[]) => {
    const { data, errors } = await setting(targets, [...SCOPES, 'tenant:admin'])
    expect(errors).toBeUndefined()
    return data.answer
  }
  const trends = async (variables: object = {}, of = tenant) =>
    (await read(TRENDS, { from: iso(0), to: iso(HOUR), bucket: 'HOUR', ...variables }, of)).alertTrends
  const RESOLVED = { state: 'RESOLVED', classification: 'BENIGN' }

  it.each([
    ['CRITICAL', 15, 4 * HOUR],
    ['HIGH', HOUR, 24 * HOUR],
    ['MEDIUM', 8 * HOUR, 3 * 24 * HOUR],
    ['LOW', 24 * HOUR, 7 * 24 * HOUR],
    ['INFORMATIONAL', 7 * 24 * HOUR, 30 * 24 * HOUR],
  ] as const)('of %s: %d minutes to acknowledge, %d to resolve', async (severity, acknowledge, resolve) => {
    await raise([activity('a', { severity })])
    const sla = async () => (await only()).sla
    expect(await sla()).toEqual({
      acknowledgeBy: iso(acknowledge),
      acknowledgedAt: null,
      resolveBy: iso(resolve),
      resolvedAt: null,
      state: 'ON_TIME',
    })
    at(acknowledge * 0.8 - 1 / 60)
    expect(await sla()).toMatchObject({ state: 'ON_TIME' })
    at(acknowledge * 0.8)
    expect(await sla()).toMatchObject({ state: 'AT_RISK' })
    at(acknowledge)
    expect(await sla()).toMatchObject({ state: 'AT_RISK' })
    at(acknowledge + 1 / 60)
    expect(await sla()).toMatchObject({ state: 'BREACHED' })
  })

  it('run through the whole life: raised, assigned, resolved, opened again, resolved', async () => {
    await raise([activity('a', { severity: 'HIGH' })])
    const { id } = await only()
    at(30)
    await triage({ ids: [id], comment: 'Looking.' })
    expect((await only()).sla).toMatchObject({ acknowledgedAt: null, state: 'ON_TIME' })
    at(40)
    await triage({ ids: [id], assignee: 'member-mia' })
    expect((await only()).sla).toMatchObject({ acknowledgedAt: iso(40), state: 'ON_TIME' })
    at(45)
    await triage({ ids: [id], assignee: null })
    await triage({ ids: [id], state: 'IN_PROGRESS' })
    expect((await only()).sla).toMatchObject({ acknowledgedAt: iso(40) })
    at(20 * HOUR)
    expect((await only()).sla).toMatchObject({ state: 'AT_RISK' })
    await triage({ ids: [id], ...RESOLVED })
    at(50 * HOUR)
    expect((await only()).sla).toEqual({
      acknowledgeBy: iso(HOUR),
      acknowledgedAt: iso(40),
      resolveBy: iso(24 * HOUR),
      resolvedAt: iso(20 * HOUR),
      state: 'MET',
    })
    await triage({ ids: [id], classification: 'FALSE_POSITIVE' })
    expect((await only()).sla).toMatchObject({ resolvedAt: iso(20 * HOUR) })
    const reopened = await triage({ ids: [id], state: 'OPEN' })
    expect(reopened.alerts[0].sla).toEqual({
      acknowledgeBy: iso(HOUR),
      acknowledgedAt: iso(40),
      resolveBy: iso(74 * HOUR),
      resolvedAt: null,
      state: 'ON_TIME',
    })
    at(75 * HOUR)
    expect((await only()).sla).toMatchObject({ state: 'BREACHED' })
    await triage({ ids: [id], ...RESOLVED })
    expect((await only()).sla).toMatchObject({ resolvedAt: iso(75 * HOUR), state: 'BREACHED' })
  })

  it('count resolving at once as acknowledging, too late included', async () => {
    await raise([activity('a', { severity: 'CRITICAL' }), activity('b', { severity: 'HIGH' })])
    at(16)
    await triage({ filter: {}, ...RESOLVED })
    expect((await list({ orderBy: 'SEVERITY_DESC' })).map(({ sla }) => [sla.acknowledgedAt, sla.state])).toEqual([
      [iso(16), 'BREACHED'],
      [iso(16), 'MET'],
    ])
  })

  it('are shortened by what makes the alert worse, never lengthened', async () => {
    await raise([activity('a', { severity: 'HIGH' })], { key: 'one' })
    at(30)
    await raise([activity('b', { severity: 'CRITICAL' })], { key: 'one' })
    expect(await only()).toMatchObject({
      severity: 'CRITICAL',
      sla: { acknowledgeBy: iso(45), resolveBy: iso(30 + 4 * HOUR), state: 'ON_TIME' },
    })
    await raise([activity('c', { severity: 'HIGH' })], { key: 'two' })
    at(80)
    await raise([activity('d', { severity: 'CRITICAL' })], { key: 'two' })
    const [, other] = await list({ orderBy: 'DUE_AT_ASC' })
    expect(other!.sla).toMatchObject({ acknowledgeBy: iso(90), resolveBy: iso(80 + 4 * HOUR) })
  })

  it('filter and order lists; resolved ones come last, page by page', async () => {
    await raise([activity('late', { severity: 'CRITICAL' })])
    at(15)
    await raise([
      activity('risky', { severity: 'CRITICAL' }),
      activity('calm', { severity: 'MEDIUM' }),
      activity('done', { severity: 'CRITICAL' }),
      activity('taken', { severity: 'HIGH' }),
    ])
    const ids = new Map((await list()).map(({ title, id }) => [title.split(' ')[0], id]))
    await triage({ ids: [ids.get('done')], ...RESOLVED })
    await triage({ ids: [ids.get('taken')], assignee: 'member-mia' })
    at(28)
    const by = (sla: string[], more: object = {}) => titles({ filter: { sla, ...more }, orderBy: 'DUE_AT_ASC' })
    expect(await by(['BREACHED'])).toEqual(['late'])
    expect(await by(['AT_RISK'])).toEqual(['risky'])
    expect(await by(['ON_TIME'])).toEqual(['calm', 'taken'])
    expect(await by(['MET'])).toEqual(['done'])
    expect(await by(['AT_RISK', 'BREACHED'], { not: { severity: ['LOW'] } })).toEqual(['late', 'risky'])
    for (const { title, sla } of await list()) expect(await by([sla.state])).toContain(title.split(' ')[0])
    const seen: string[] = []
    let after: string | null = null
    for (let page = 0; page < 5; page++) {
      const { alerts } = await read(LIST, { orderBy: 'DUE_AT_ASC', first: 1, after })
      seen.push(alerts.edges[0].node.title.split(' ')[0])
      after = alerts.pageInfo.endCursor
    }
    expect(seen).toEqual(['late', 'risky', 'calm', 'taken', 'done'])
    const incidents = await read('{ incidents(filter: { sla: [BREACHED] }) { totalCount } }')
    expect(incidents.incidents.totalCount).toBe(1)
    const triaged = await triage({ filter: { sla: ['BREACHED'] }, state: 'IN_PROGRESS' })
    expect(triaged.count).toBe(1)
  })

  it('cannot filter a subscription, which says why', async () => {
    const query = 'subscription ($filter: AlertFilter) { alerts(filter: $filter) { kind } }'
    for (const filter of [{ sla: ['BREACHED'] }, { or: [{ not: { and: [{ sla: ['MET'] }] } }] }])
      expect(JSON.parse(JSON.stringify(await subscribeTo(subgraph, tenant, query, { filter })))).toMatchObject({
        errors: [{ message: expect.stringContaining('cannot be filtered by `sla`') }],
      })
  })

  it('go by the tenant’s targets, from when they are set, of one tenant alone', async () => {
    const other = `${tenant}-other`
    await raise([activity('before', { severity: 'HIGH' })])
    at(5)
    const answer = await set([{ severity: 'HIGH', acknowledgeSeconds: 120, resolveSeconds: 600 }])
    expect(answer.userErrors).toEqual([])
    expect(answer.slaTargets.slice(0, 2)).toEqual([
      { severity: 'CRITICAL', acknowledgeSeconds: 900, resolveSeconds: 14_400, changedAt: null, changedBy: null },
      {
        severity: 'HIGH',
        acknowledgeSeconds: 120,
        resolveSeconds: 600,
        changedAt: iso(5),
        changedBy: { id: 'member-mia', name: 'Mia' },
      },
    ])
    await raise([activity('after', { severity: 'HIGH' })])
    await raise([activity('elsewhere', { severity: 'HIGH' })], { of: other })
    const due = async (of = tenant) =>
      (await list({ orderBy: 'DUE_AT_ASC' }, of)).map(({ title, sla }) => [
        title.split(' ')[0],
        sla.acknowledgeBy,
        sla.resolveBy,
      ])
    expect(await due()).toEqual([
      ['after', iso(7), iso(15)],
      ['before', iso(60), iso(24 * HOUR)],
    ])
    expect(await due(other)).toEqual([['elsewhere', iso(65), iso(5 + 24 * HOUR)]])
    const { slaTargets } = await read(`{ ${TARGETS} }`, {}, other)
    expect(slaTargets.map(({ severity, acknowledgeSeconds }: Read) => [severity, acknowledgeSeconds])).toEqual([
      ['CRITICAL', 900],
      ['HIGH', 3_600],
      ['MEDIUM', 28_800],
      ['LOW', 86_400],
      ['INFORMATIONAL', 604_800],
    ])
  })

  it.each<[string, object[], string[]]>([
    ['no target', [], ['targets']],
    ['less than a minute', [{ acknowledgeSeconds: 59, resolveSeconds: 60 }], ['targets', '0', 'acknowledgeSeconds']],
    ['over a year', [{ acknowledgeSeconds: 60, resolveSeconds: 31_536_001 }], ['targets', '0', 'resolveSeconds']],
    [
      'resolving before acknowledging',
      [{ acknowledgeSeconds: 61, resolveSeconds: 60 }],
      ['targets', '0', 'resolveSeconds'],
    ],
    [
      'a severity twice',
      [
        { acknowledgeSeconds: 60, resolveSeconds: 60 },
        { acknowledgeSeconds: 60, resolveSeconds: 60 },
      ],
      ['targets', '1', 'severity'],
    ],
  ])('refuse %s as target', async (_, targets, path) => {
    const answer = await set(targets.map(target => ({ severity: 'LOW', ...target })))
    expect(answer.userErrors).toEqual([{ message: expect.stringContaining('Nothing was changed.'), path }])
    expect(answer.slaTargets[3]).toMatchObject({ severity: 'LOW', acknowledgeSeconds: 86_400, changedAt: null })
  })

  it('need an administrator to set targets', async () => {
    const { errors } = await setting([{ severity: 'LOW', acknowledgeSeconds: 60, resolveSeconds: 60 }], SCOPES)
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', scopes: ['tenant:admin'] } }])
  })

  it('make trends: raised, acknowledged, resolved, late, with median and 90th percentile', async () => {
    await raise(Array.from({ length: 10 }, (_, n) => activity(`a-${n}`, { severity: 'CRITICAL' })))
    await raise([activity('low', { severity: 'LOW' })])
    const ids = (await list({ filter: { severity: ['CRITICAL'] } })).map(({ id }) => id)
    for (const [n, id] of ids.entries()) {
      at(2 * (n + 1))
      await triage({ ids: [id], assignee: 'member-mia' })
    }
    for (const [n, id] of ids.slice(0, 5).entries()) {
      at(100 + 10 * n)
      await triage({ ids: [id], ...RESOLVED })
    }
    at(10 * HOUR)
    const [first, second, third, fourth, fifth, ...rest] = await trends({ to: iso(9 * HOUR) })
    expect(first).toEqual({
      start: iso(0),
      end: iso(HOUR),
      severities: [
        {
          severity: 'CRITICAL',
          raised: 10,
          acknowledged: 10,
          resolved: 0,
          // Acknowledged after 16, 18 and 20 minutes.
          breached: 3,
          timeToAcknowledge: { median: 660, p90: expect.closeTo(1_092, 3) },
          timeToResolve: null,
        },
        {
          severity: 'LOW',
          raised: 1,
          acknowledged: 0,
          resolved: 0,
          breached: 0,
          timeToAcknowledge: null,
          timeToResolve: null,
        },
      ],
    })
    expect(second.severities).toMatchObject([{ severity: 'CRITICAL', resolved: 2, timeToResolve: { median: 6_300 } }])
    expect(third.severities).toMatchObject([{ severity: 'CRITICAL', resolved: 3, breached: 0 }])
    expect(fourth.severities).toEqual([])
    // Due after four hours: of the five that are still open, three were late already.
    expect(fifth.severities).toMatchObject([{ severity: 'CRITICAL', raised: 0, breached: 2 }])
    expect(rest.flatMap(({ severities }: Read) => severities)).toEqual([])
    const low = await trends({ filter: { severity: ['LOW'] } })
    expect(low[0].severities).toMatchObject([{ severity: 'LOW', raised: 1 }])
    await triage({ ids: [ids[0]], state: 'OPEN' })
    const again = await trends({ to: iso(2 * HOUR) })
    expect(again[1].severities).toMatchObject([{ resolved: 1 }])
    expect((await trends({}, `${tenant}-other`))[0].severities).toEqual([])
  })

  it.each([
    ['HOUR', iso(30), iso(90), [iso(0), iso(HOUR), iso(2 * HOUR)]],
    [
      'DAY',
      iso(0),
      iso(24 * HOUR),
      ['2027-03-02T00:00:00.000Z', '2027-03-03T00:00:00.000Z', '2027-03-04T00:00:00.000Z'],
    ],
    ['WEEK', iso(0), iso(1), ['2027-03-01T00:00:00.000Z', '2027-03-08T00:00:00.000Z']],
  ])('cut trends by the whole %s', async (bucket, from, to, edges) => {
    const spans = await trends({ bucket, from, to })
    expect([...spans.map(({ start }: Read) => start), spans.at(-1).end]).toEqual(edges)
  })

  it('stay right when 10,000 alerts are triaged in one call', async () => {
    await raise([activity('a', { severity: 'HIGH' })])
    await bed.feeder.write(tenant, async tx => {
      const columns = await tx.query<{ name: string }>(
        `select column_name as name from information_schema.columns
         where table_schema = 'alerts' and table_name = 'alert' and is_generated = 'NEVER' and column_name <> 'id'`,
      )
      const kept = columns.map(({ name }) => name).join(', ')
      await tx.query(
        `insert into alerts.alert (id, ${kept}) select gen_random_uuid(), ${kept} from alerts.alert, generate_series(2, 10000)`,
      )
    })
    at(45)
    expect(await triage({ filter: { state: ['OPEN'] }, state: 'IN_PROGRESS' })).toMatchObject({ count: 10_000 })
    at(90)
    expect(await triage({ filter: { state: ['IN_PROGRESS'] }, ...RESOLVED })).toMatchObject({ count: 10_000 })
    const clocks = async () =>
      bed.feeder.write(tenant, tx =>
        tx.query(
          `select count(*)::int as alerts, count(distinct (acknowledged_at, resolved_at, opened_at, resolve_by))::int as kinds,
             max(acknowledged_at)::text as acknowledged, max(resolved_at)::text as resolved, max(resolve_by)::text as due
           from alerts.alert where tenant = $1`,
          [tenant],
        ),
      )
    const text = (minutes: number) => iso(minutes).replace('T', ' ').replace('.000Z', '+00')
    expect(await clocks()).toEqual([
      { alerts: 10_000, kinds: 1, acknowledged: text(45), resolved: text(90), due: text(24 * HOUR) },
    ])
    expect((await read(LIST, { filter: { sla: ['MET'] }, first: 0 })).alerts.totalCount).toBe(10_000)
    expect((await trends({ to: iso(2 * HOUR) })).map(({ severities }: Read) => severities)).toEqual([
      [
        {
          severity: 'HIGH',
          raised: 10_000,
          acknowledged: 10_000,
          resolved: 0,
          breached: 0,
          timeToAcknowledge: { median: 2_700, p90: 2_700 },
          timeToResolve: null,
        },
      ],
      [expect.objectContaining({ resolved: 10_000, breached: 0, timeToResolve: { median: 5_400, p90: 5_400 } })],
    ])
    at(100)
    expect(await triage({ filter: {}, state: 'OPEN' })).toMatchObject({ count: 10_000 })
    expect(await clocks()).toEqual([
      { alerts: 10_000, kinds: 1, acknowledged: text(45), resolved: null, due: text(100 + 24 * HOUR) },
    ])
  }, 120_000)

  it('are read by index, whatever else a tenant has', async () => {
    const span = { start: minute(0), end: minute(HOUR), length: 3_600_000, now: minute(HOUR) }
    for (const part of ['raised', 'acknowledged', 'resolved', 'acknowledgeLate', 'resolveLate'] as const) {
      const { text, values } = trendSql(part, tenant, span)
      const plan = await bed.feeder.write(tenant, async tx => {
        await tx.query('set local enable_seqscan = off')
        return tx.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values)
      })
      expect(JSON.stringify(plan)).toMatch(BY_INDEX)
    }
  })

  it('have 400 spans of a trend at most', async () => {
    expect(await trends({ to: iso(400 * HOUR) })).toHaveLength(400)
    const over = await ask(subgraph, tenant, TRENDS, { from: iso(0), to: iso(401 * HOUR), bucket: 'HOUR' })
    expect(over.errors?.[0]?.message).toContain('That is 401 buckets of one hour; 400 are possible.')
    const empty = await ask(subgraph, tenant, TRENDS, { from: iso(0), to: iso(0), bucket: 'DAY' })
    expect(empty.errors?.[0]?.message).toContain('`from` is not before `to`')
  })
})
