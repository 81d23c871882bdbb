import type { ExecutionResult } from 'graphql'
import type { AccountChanged, RunningSubgraph, StoredActivity } from '@casbah/kit'
import { raiseAlerts } from '../alert/raise.ts'
import { activity, burst, guessing, minute, place, START } from '../testing/activity.ts'
import { foundOn } from '../testing/found.ts'
import { ask, caller, openAlerts, subscribeTo, until } from '../testing/open.ts'
import { ALERTS, ENTITIES } from './group.ts'

const INCIDENT = `id title severity state riskScore alerts { id title version incident { id } history { kind from to actor { kind name } } }
  users { id } apps { id } timeline { at summary alert { id } activity { id } }`
const LIST = `query ($filter: AlertFilter, $first: Int, $after: Cursor) { incidents(filter: $filter, first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } edges { node { ${INCIDENT} } } } }`

// Answers are read field by field; their shape is the query's.
type Incident = Record<string, any> // eslint-disable-line typescript/no-explicit-any

const DAY = 24 * 60

describe('incidents', () => {
  let bed: Awaited<ReturnType<typeof openAlerts>>
  let subgraph: RunningSubgraph
  let tenants = 0
  let tenant: string

  beforeAll(async () => {
    bed = await openAlerts({ now: () => minute(5) })
    subgraph = await bed.start()
  })
  beforeEach(() => (tenant = `incidents-${tenants++}`))
  afterAll(async () => {
    await subgraph.stop()
    await bed.close()
  })

  const list = async (variables: Record<string, unknown> = {}, of = tenant) => {
    const answer = await ask(subgraph, of, LIST, variables)
    expect(answer.errors).toBeUndefined()
    return answer.data.incidents
  }
  const nodes = async (variables: Record<string, unknown> = {}, of = tenant): Promise<Incident[]> =>
    (await list(variables, of)).edges.map((edge: { node: Incident }) => edge.node)
  const titles = async (variables: Record<string, unknown> = {}, of = tenant) =>
    (await nodes(variables, of)).map(({ alerts }) => alerts.map((alert: Incident) => alert.title.split(' ')[0]).sort())

  const person = (name: string, parts: Partial<StoredActivity> = {}): Partial<StoredActivity> => ({
    userId: `user-${name}`,
    accountId: `account-${name}`,
    ...parts,
  })
  /** An alert on each activity. */
  const raise = (activities: StoredActivity[], of = tenant) =>
    bed.feeder.write(of, async tx => raiseAlerts(tx, await foundOn(tx, activities), minute(5)))
  const triage = async (i: object) => {
    const { data } = await ask(
      subgraph,
      tenant,
      'mutation ($i: TriageInput!) { triageAlerts(input: $i) { count userErrors { message } } }',
      { i },
    )
    expect(data.triageAlerts.userErrors).toEqual([])
  }
  const named = (...apps: [string, string][]) =>
    bed.feeder.write(tenant, tx =>
      tx.query(
        `insert into alerts.app (tenant, id, connector, name, state) select $1, id, id, name, 'CONNECTED' from json_to_recordset($2) as a(id text, name text)`,
        [tenant, JSON.stringify(apps.map(([id, name]) => ({ id, name })))],
      ),
    )

  const follow = async (variables: object, of = tenant) =>
    (await subscribeTo(
      subgraph,
      of,
      `subscription ($filter: AlertFilter, $after: Cursor) { alerts(filter: $filter, after: $after) {
        cursor kind sequence alertId alert { title incident { id riskScore } } } }`,
      { ...variables },
    )) as AsyncGenerator<ExecutionResult>
  const next = async (stream: AsyncGenerator<ExecutionResult>) => {
    const { value } = await stream.next()
    return JSON.parse(JSON.stringify((value as ExecutionResult).data!.alerts)) as Incident
  }

  it('hold the alerts of several policies on one person, with all that an analyst needs', async () => {
    await named(['app-okta', 'Okta Acme'], ['app-github', 'GitHub Acme'])
    const download = person('ann', { action: 'repository.clone', app: 'app-github', connector: 'github' })
    await bed.feed(tenant, burst('d', 30, { ...download, accountId: 'account-ann-github', time: START }))
    await bed.feed(tenant, guessing('g', minute(3)))
    const [incident, ...more] = await nodes()
    expect(more).toEqual([])
    expect(incident).toMatchObject({
      title:
        'The password of Ann Lee was guessed from 198.51.100.9 (DE): 15 failed sign-ins in Okta Acme, then a success; with 1 more alert, in GitHub Acme and Okta Acme',
      severity: 'HIGH',
      state: 'OPEN',
      riskScore: 65,
      users: [{ id: 'user-ann' }],
      apps: [{ id: 'app-github' }, { id: 'app-okta' }],
    })
    expect(incident!.alerts).toHaveLength(2)
    for (const alert of incident!.alerts) {
      expect(alert).toMatchObject({ version: 1, incident: { id: incident!.id } })
      expect(alert.history.map((each: Incident) => each.kind)).toEqual(['RAISED'])
    }
    expect(incident!.timeline).toHaveLength(30 + 16 + 2)
    expect(incident!.timeline[0]).toEqual({
      at: '2027-03-02T09:00:00.000Z',
      summary: 'Ann Lee: repository.clone in GitHub Acme from 203.0.113.7 (DE).',
      alert: null,
      activity: { id: 'd-0' },
    })
    expect(incident!.timeline.map((each: Incident) => each.summary)).toContain(
      'Ann Lee: user.login in Okta Acme from 198.51.100.9 (DE), which failed.',
    )
    expect(incident!.timeline.at(-1)).toMatchObject({
      summary: `Password attack raised “${incident!.alerts.find((a: Incident) => /password/.test(a.title)).title}”.`,
      activity: null,
    })
  })

  it.each<[string, StoredActivity[], string[][]]>([
    ['together: one login', [activity('a'), activity('b', { time: minute(60) })], [['a', 'b']]],
    [
      'together: a login acted on',
      [activity('a'), activity('b', person('bob', { targetAccountIds: ['account-ann'] }))],
      [['a', 'b']],
    ],
    [
      'together: an address known for attacks',
      ['ann', 'bob'].map(name => activity(name, person(name, { ip: { ...place('DE'), networkTag: 'RISKY' } }))),
      [['ann', 'bob']],
    ],
    ['together: a day between', [activity('a'), activity('b', { time: minute(DAY) })], [['a', 'b']]],
    ['together: one that came late', [activity('b', { time: minute(60) }), activity('a')], [['a', 'b']]],
    ['apart: over a day between', [activity('a'), activity('b', { time: minute(DAY + 1) })], [['a'], ['b']]],
    ['apart: one app and one office', [activity('a'), activity('b', person('bob'))], [['a'], ['b']]],
    ['apart: a real and a simulated attack', [activity('a'), activity('b', { isSimulated: true })], [['a'], ['b']]],
    ['apart: nobody known', ['a', 'b'].map(id => activity(id, { userId: null, accountId: null })), [['a'], ['b']]],
    [
      'apart: over a week in all',
      Array.from({ length: 9 }, (_, n) => activity(`d${n}`, { time: minute(n * DAY) })),
      [['d0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7'], ['d8']],
    ],
  ])('%s', async (_what, activities, expected) => {
    for (const each of activities) await raise([each])
    expect((await titles()).sort()).toEqual(expected)
    const together = `${tenant}-together`
    await raise(activities, together)
    expect((await titles({}, together)).sort()).toEqual(expected)
  })

  it('take no more than two hundred alerts; the next begins another', async () => {
    await raise(burst('n', ALERTS + 1, { severity: 'LOW' }))
    const sizes = (await nodes()).map(({ alerts }) => alerts.length)
    expect(sizes.sort()).toEqual([1, ALERTS])
    const full = (await nodes()).find(({ alerts }) => alerts.length === ALERTS)!
    expect(full.timeline).toHaveLength(2 * ALERTS)
  })

  it('are known by five hundred entities at most; further ones tie no more', async () => {
    const targets = (n: number) => Array.from({ length: 50 }, (_, m) => `account-${n}-${m}`)
    await raise(
      Array.from({ length: 12 }, (_, n) => activity(`a${n}`, { targetAccountIds: targets(n), time: minute(n) })),
    )
    expect((await nodes()).map(({ alerts }) => alerts.length)).toEqual([12])
    const [{ count }] = (await bed.feeder.read(tenant, tx =>
      tx.query<{ count: string }>('select count(*) from alerts.incident_entity where tenant = $1', [tenant]),
    )) as [{ count: string }]
    expect(Number(count)).toBe(ENTITIES)
    await raise([activity('early', person('eve', { accountId: 'account-0-1' }))])
    await raise([activity('late', person('joe', { accountId: 'account-11-1' }))])
    expect((await nodes()).map(({ alerts }) => alerts.length)).toEqual([1, 13])
  })

  it('that are resolved and were no attack take no more, and follow their alerts otherwise', async () => {
    await raise([activity('a', { severity: 'HIGH' }), activity('b', { severity: 'MEDIUM' })])
    const [incident] = await nodes()
    const [a, b] = ['a', 'b'].map(name => incident!.alerts.find((alert: Incident) => alert.title.startsWith(name)).id)
    const state = async () => {
      const [now] = await nodes({ filter: { incident: [incident!.id] } })
      return [now!.state, now!.severity, now!.riskScore]
    }
    expect(await state()).toEqual(['OPEN', 'HIGH', 60])
    await triage({ ids: [a], state: 'RESOLVED', classification: 'FALSE_POSITIVE' })
    expect(await state()).toEqual(['IN_PROGRESS', 'HIGH', 40])
    await triage({ ids: [b], state: 'RESOLVED', classification: 'TRUE_POSITIVE' })
    expect(await state()).toEqual(['RESOLVED', 'HIGH', 40])
    expect((await nodes())[0]!.timeline.map((each: Incident) => each.summary)).toContain(
      'Mia gave “b in an app” the classification TRUE_POSITIVE.',
    )
    await triage({ ids: [b], classification: 'FALSE_POSITIVE' })
    expect(await state()).toEqual(['RESOLVED', 'HIGH', 0])
    await raise([activity('c')])
    expect((await titles()).sort()).toEqual([['a', 'b'], ['c']])
    await triage({ ids: [b], state: 'OPEN' })
    expect(await state()).toEqual(['IN_PROGRESS', 'HIGH', 0])
  })

  it('are riskier when somebody has administrator rights, be it by another account of his', async () => {
    await raise([activity('a', { severity: 'CRITICAL' })])
    const account = { id: 'account-ann-aws', app: 'app-aws', externalId: 'ann', userId: 'user-ann', isAdmin: true }
    await bed.feeder.write(tenant, async tx => tx.append('account.changed', [account as AccountChanged]))
    await until(async () => (await nodes())[0]!.riskScore === 90)
  })

  describe('that an alert joins', () => {
    const between = activity('c', person('ann', { targetAccountIds: ['account-bob'], time: minute(2) }))
    /** One of Bob, the older, and one of Ann, which then prove to be one. */
    const apart = async () => {
      await raise([activity('b', person('bob', { severity: 'HIGH' }))])
      await raise([activity('a', person('ann', { time: minute(1) }))])
      const [ann, bob] = await nodes()
      return { ann: ann!, bob: bob! }
    }

    it('become one: the older takes over, the younger’s alerts move and its id stands for the older', async () => {
      const { ann, bob } = await apart()
      await raise([between])
      const [merged, ...more] = await nodes()
      expect(more).toEqual([])
      expect(merged).toMatchObject({ id: bob.id, severity: 'HIGH', users: [{ id: 'user-ann' }, { id: 'user-bob' }] })
      expect(await titles()).toEqual([['a', 'b', 'c']])
      const [moved] = merged!.alerts.filter(({ title }: Incident) => title.startsWith('a'))
      expect(moved).toMatchObject({
        version: 2,
        history: [
          { kind: 'RAISED' },
          { kind: 'INCIDENT', from: ann.id, to: bob.id, actor: { kind: 'SYSTEM', name: 'Casbah' } },
        ],
      })
      expect(merged!.timeline.map((each: Incident) => each.summary)).toContain(
        'Casbah took “a in an app” over from another incident.',
      )
      for (const id of [ann.id, bob.id]) {
        const { data } = await ask(
          subgraph,
          tenant,
          `query ($id: ID!, $e: [_Any!]!) { incident(id: $id) { id } alerts(filter: { incident: [$id] }) { totalCount }
            _entities(representations: $e) { ... on Incident { id alerts { id } } } }`,
          { id, e: [{ __typename: 'Incident', id }] },
        )
        expect(data).toMatchObject({ incident: { id: bob.id }, alerts: { totalCount: 3 }, _entities: [{ id: bob.id }] })
      }
      await raise([activity('d', person('eve', { targetAccountIds: ['account-ann'] }))])
      expect(await titles()).toEqual([['a', 'b', 'c', 'd']])
    })

    it('stay apart when they would be too many', async () => {
      await raise(burst('b', ALERTS / 2, person('bob')))
      await raise(burst('a', ALERTS / 2, person('ann')))
      await raise([between])
      expect((await nodes()).map(({ alerts }) => alerts.length).sort()).toEqual([ALERTS / 2, ALERTS / 2 + 1])
    })

    it('are told to subscribers, by a step of each alert that moved, resumable by cursor', async () => {
      const { ann, bob } = await apart()
      const stream = await follow({})
      const { cursor } = await next(stream)
      const waiting = next(stream)
      await raise([between])
      const steps = [await waiting, await next(stream)]
      const incident = { id: bob.id, riskScore: 60 }
      expect(steps).toMatchObject([
        { kind: 'RAISED', sequence: 3, alert: { title: 'c in an app', incident } },
        { kind: 'CHANGED', sequence: 4, alert: { title: 'a in an app', incident } },
      ])
      const resumed = await follow({ after: cursor })
      expect([await next(resumed), await next(resumed)]).toEqual(steps)
      expect(await next(resumed)).toMatchObject({ kind: 'CAUGHT_UP', sequence: 4 })
      const kinds = async (filter: object) => {
        const filtered = await follow({ after: cursor, filter })
        const seen: unknown[] = []
        for (let step = await next(filtered); step.kind !== 'CAUGHT_UP'; step = await next(filtered))
          seen.push([step.kind, step.sequence])
        await filtered.return(undefined)
        return seen
      }
      const all = [
        ['RAISED', 3],
        ['CHANGED', 4],
      ]
      expect(await kinds({ incident: [bob.id] })).toEqual(all)
      expect(await kinds({ incident: [ann.id] })).toEqual(all)
      expect(await kinds({ not: { incident: [bob.id] } })).toEqual([['LEFT', 4]])
      for (const each of [stream, resumed]) await each.return(undefined)
    })
  })

  it('take in an alert of a version without incidents, once more is folded into it', async () => {
    const download = { action: 'file.download' }
    await bed.feed(tenant, burst('d', 30, download))
    await bed.feeder.write(tenant, async tx => {
      await tx.query('update alerts.alert set incident = null where tenant = $1', [tenant])
      for (const table of ['incident', 'incident_entity'])
        await tx.query(`delete from alerts.${table} where tenant = $1`, [tenant])
    })
    expect(await nodes()).toEqual([])
    await bed.feed(tenant, burst('e', 5, { ...download, time: minute(2) }))
    const [incident] = await nodes()
    expect(incident!.alerts[0].history.filter(({ kind }: Incident) => kind === 'INCIDENT')).toMatchObject([
      { from: null, to: incident!.id },
    ])
  })

  it('are one when two transactions raise on one person at once', async () => {
    // Policies are there, so that nothing else makes the second wait.
    await raise([activity('z', person('zoe'))])
    const opened = Promise.withResolvers<void>()
    const raised = Promise.withResolvers<void>()
    const first = bed.feeder.write(tenant, async tx => {
      await raiseAlerts(tx, await foundOn(tx, [activity('a')]), minute(5))
      raised.resolve()
      await opened.promise
    })
    await raised.promise
    let pid: number | null = null
    const second = bed.feeder.write(tenant, async tx => {
      const found = await foundOn(tx, [activity('b')])
      const [backend] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid')
      pid = backend!.pid
      await raiseAlerts(tx, found, minute(5))
    })
    await until(async () => {
      const { rows } = await bed.feeder.system.query('select 1 from pg_locks where pid = $1 and not granted', [pid])
      return rows.length > 0
    })
    opened.resolve()
    await Promise.all([first, second])
    expect(await titles()).toEqual([['a', 'b'], ['z']])
  })

  it('do not lock crosswise with triage', async () => {
    const people = Array.from({ length: 6 }, (_, n) => activity(`p${n}`, person(`p${n}`)))
    await raise(people)
    const all = (await nodes()).flatMap(({ alerts }) => alerts.map(({ id }: Incident) => id as string))
    const ties = people.map(({ accountId }) => accountId)
    await Promise.all([
      ...people.map((_, n) => raise([activity(`q${n}`, person(`q${n}`, { targetAccountIds: ties }))])),
      ...people.map((_, n) => triage({ ids: all, comment: `n${n}` })),
    ])
    expect((await nodes()).map(({ alerts }) => alerts.length)).toEqual([12])
  })

  it('of two tenants with equal ids stay apart on every path', async () => {
    const other = `${tenant}-other`
    await raise([activity('a')])
    await raise([activity('a'), activity('b')], other)
    const [mine] = await nodes()
    const [theirs] = await nodes({}, other)
    expect([await titles(), await titles({}, other)]).toEqual([[['a']], [['a', 'b']]])
    const foreign = `query ($id: ID!, $e: [_Any!]!) { incident(id: $id) { id } alerts(filter: { incident: [$id] }) { totalCount }
      incidents(filter: { incident: [$id] }) { totalCount edges { node { id } } }
      _entities(representations: $e) { ... on Incident { title alerts { id } users { id } apps { id } timeline { summary } }
        ... on Alert { incident { id } } } }`
    const variables = {
      id: mine!.id,
      e: [
        { __typename: 'Incident', id: mine!.id },
        { __typename: 'Alert', id: mine!.alerts[0].id },
      ],
    }
    expect((await ask(subgraph, tenant, foreign, variables)).data).toMatchObject({
      incident: { id: mine!.id },
      alerts: { totalCount: 1 },
      incidents: { totalCount: 1 },
      _entities: [{ alerts: [{}], users: [{ id: 'user-ann' }] }, { incident: { id: mine!.id } }],
    })
    expect((await ask(subgraph, other, foreign, variables)).data).toEqual({
      incident: null,
      alerts: { totalCount: 0 },
      incidents: { totalCount: 0, edges: [] },
      _entities: [null, null],
    })
    expect(theirs!.id).not.toBe(mine!.id)
    const stream = await follow({ filter: { or: [{ incident: [mine!.id] }, { text: 'own' }] } }, other)
    expect(await next(stream)).toMatchObject({ kind: 'CAUGHT_UP' })
    const waiting = next(stream)
    await raise([activity('more')])
    await raise([activity('own')], other)
    expect(await waiting).toMatchObject({ alert: { title: 'own in an app', incident: { id: theirs!.id } } })
    await stream.return(undefined)
  })

  it('come in pages, the last changed first, by what their alerts are', async () => {
    for (const name of ['ann', 'bob', 'eve', 'joe', 'zoe'])
      await raise([activity(name, person(name, { severity: name === 'eve' ? 'HIGH' : 'LOW' }))])
    expect((await titles()).flat()).toEqual(['zoe', 'joe', 'eve', 'bob', 'ann'])
    const [bob] = await nodes({ filter: { user: ['user-bob'] } })
    await triage({ ids: [bob!.alerts[0].id], comment: 'Looking.' })
    const paged: string[] = []
    let after: string | null = null
    do {
      const page = await list({ first: 2, after })
      expect(page.totalCount).toBe(5)
      paged.push(...page.edges.map((edge: { node: Incident }) => edge.node.alerts[0].title.split(' ')[0]))
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
    } while (after)
    expect(paged).toEqual(['bob', 'zoe', 'joe', 'eve', 'ann'])
    expect(await list({ first: 0, filter: { severity: ['HIGH'] } })).toMatchObject({ totalCount: 1, edges: [] })
    expect((await titles({ filter: { not: { severity: ['LOW'] } } })).flat()).toEqual(['eve'])
  })

  it('refuse pages and cursors that cannot be, and callers without the scope', async () => {
    await raise([activity('a')])
    const cursor = (await list()).pageInfo.endCursor
    const code = async (variables: object, of = tenant) =>
      (await ask(subgraph, of, LIST, { ...variables })).errors?.[0]?.extensions.code
    expect(await code({ first: 501 })).toBe('BAD_USER_INPUT')
    expect(await code({ after: 'invented' })).toBe('BAD_CURSOR')
    expect(await code({ after: cursor }, 'somebody-else')).toBe('BAD_CURSOR')
    expect((await ask(subgraph, tenant, '{ incident(id: "no uuid") { id } }')).data).toEqual({ incident: null })
    const handle = async (query: string, scopes: string[]) =>
      JSON.parse(JSON.stringify(await subgraph.handle({ query }, await caller(tenant, scopes)))) as Incident
    for (const query of ['{ incidents { totalCount } }', '{ incident(id: "x") { id } }'])
      expect(await handle(query, ['activities:read'])).toMatchObject({
        errors: [{ extensions: { code: 'FORBIDDEN' } }],
      })
    expect(
      await handle('{ incidents { edges { node { timeline { activity { id } } } } } }', ['alerts:read']),
    ).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    })
    const { data } = await handle('{ incidents { edges { node { timeline { summary } } } } }', ['alerts:read'])
    expect(data.incidents.edges[0].node.timeline).toHaveLength(1)
  })
})
