import type { RunningSubgraph } from '@casbah/kit'
import { activity, burst, guessing, minute, place, START } from './testing/activity.ts'
import { BUILT_IN } from './policy/built-in/index.ts'
import { ask, caller, openAlerts } from './testing/open.ts'

const LIST = `query ($filter: AlertFilter, $first: Int, $after: Cursor, $orderBy: AlertOrder) {
  alerts(filter: $filter, first: $first, after: $after, orderBy: $orderBy) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node {
      id title severity state classification activityCount isSimulated isLate version firstActivityAt lastActivityAt
      policy { id name kind } apps { id } accounts { id } users { id } ips { address country }
      evidence { time action actor { kind id name } ip { address } ocsf activity { id } }
      activities(first: 3) { totalCount edges { node { id } } pageInfo { hasNextPage endCursor } }
      explanation { summary matched conditions { field operator matched } measures { name value unit threshold } suppressions { name applied } }
      mitre { id name } ocsf comments { text author { name } } history { kind from to actor { kind name } } assignee { id name }
    } } } }`

describe('alerts', () => {
  let bed: Awaited<ReturnType<typeof openAlerts>>
  let subgraph: RunningSubgraph
  let now = minute(5)
  let tenants = 0
  let tenant: string

  beforeAll(async () => {
    bed = await openAlerts({ now: () => now })
    subgraph = await bed.start()
  })
  beforeEach(() => {
    tenant = `tenant-${tenants++}`
    now = minute(5)
  })
  afterAll(async () => {
    await subgraph.stop()
    await bed.close()
  })

  const list = async (variables: Record<string, unknown> = {}, of = tenant) => {
    const answer = await ask(subgraph, of, LIST, variables)
    expect(answer.errors).toBeUndefined()
    return answer.data.alerts
  }
  /** Makes a policy that is at work. */
  const create = async (of: string, i: object) => {
    const mutation =
      'mutation ($i: CreatePolicyInput!) { createPolicy(input: $i) { policy { id } userErrors { message } } }'
    return (await ask(subgraph, of, mutation, { i: { ...i, enabled: true } })).data.createPolicy
  }
  const nodes = async (variables: Record<string, unknown> = {}, of = tenant) =>
    (await list(variables, of)).edges.map((edge: { node: unknown }) => edge.node)

  it('raises an alert with all that an analyst needs', async () => {
    await bed.feeder.write(tenant, async tx =>
      tx.append('app.changed', [
        {
          id: 'app-okta',
          connector: 'okta',
          name: 'Okta Acme',
          state: 'CONNECTED',
          connectedAt: START,
          deletedData: false,
        },
      ]),
    )
    await new Promise(resolve => setTimeout(resolve, 200))
    await bed.feed(tenant, guessing('g', START))
    const [alert, ...more] = await nodes()
    expect(more).toEqual([])
    expect(alert).toMatchObject({
      title:
        'The password of Ann Lee was guessed from 198.51.100.9 (DE): 15 failed sign-ins in Okta Acme, then a success',
      severity: 'HIGH',
      state: 'OPEN',
      classification: null,
      activityCount: 16,
      isSimulated: false,
      isLate: false,
      version: 1,
      firstActivityAt: '2027-03-02T09:00:00.000Z',
      lastActivityAt: '2027-03-02T09:00:40.000Z',
      policy: { name: 'Password attack', kind: 'ANOMALY' },
      apps: [{ id: 'app-okta' }],
      accounts: [{ id: 'account-ann' }],
      users: [{ id: 'user-ann' }],
      ips: [{ address: '198.51.100.9', country: 'DE' }],
      mitre: [{ id: 'T1110.001' }],
      history: [{ kind: 'RAISED', actor: { kind: 'POLICY', name: 'Password attack' } }],
    })
    expect(alert.evidence).toHaveLength(16)
    expect(alert.evidence[0]).toMatchObject({
      action: 'user.login',
      actor: { kind: 'ACCOUNT', id: 'account-ann', name: 'Ann Lee' },
      ocsf: { class_uid: 3002, type_uid: 300201, status_id: 2 },
      activity: { id: 'g-0' },
    })
    expect(alert.evidence[0].ocsf).not.toHaveProperty('raw')
    expect(alert.activities).toMatchObject({ totalCount: 16, pageInfo: { hasNextPage: true } })
    expect(alert.activities.edges[0].node.id).toBe('g-in')
    expect(alert.ocsf).toMatchObject({
      class_uid: 2004,
      type_uid: 200401,
      severity_id: 4,
      finding_info: { attacks: [{ technique: { uid: 'T1110.001' } }] },
    })
    expect(alert.explanation.measures[0]).toEqual({ name: 'count', value: 15, unit: null, threshold: 10 })
  })

  it('names the resources that its activities touch, and is found by them in its tenant alone', async () => {
    const targets = [{ kind: 'file', id: 'f1', name: 'Plan', email: null }]
    await bed.feed(tenant, guessing('g', START, { targets, targetAccountIds: [null], targetResourceIds: ['res-1'] }))
    const read = 'query ($filter: AlertFilter) { alerts(filter: $filter) { edges { node { resources { id } } } } }'
    const found = async (resource: string, of = tenant) =>
      (await ask(subgraph, of, read, { filter: { resource: [resource] } })).data.alerts.edges
    expect(await found('res-1')).toEqual([{ node: { resources: [{ id: 'res-1' }] } }])
    expect(await found('res-2')).toEqual([])
    expect(await found('res-1', 'nobody')).toEqual([])
  })

  it('tells apps how many alerts are open', async () => {
    await bed.feed(tenant, guessing('g', START))
    const [{ id }] = await nodes()
    await ask(subgraph, tenant, `mutation ($i: TriageInput!) { triageAlerts(input: $i) { count } }`, {
      i: { ids: [id], state: 'RESOLVED', classification: 'BENIGN' },
    })
    expect(await counted(tenant)).toEqual([
      { app: 'app-okta', open: 1 },
      { app: 'app-okta', open: 0 },
    ])
  })

  async function counted(of: string) {
    const { readEntries, shardOf } = await import('@casbah/kit')
    const entries = await readEntries(bed.feeder, 'alert.counted', shardOf(of), 0)
    return entries.filter(entry => entry.tenant === of).flatMap(entry => entry.items)
  }

  it('folds equal matches into the open alert, and raises anew when it is resolved or too old', async () => {
    const download = { action: 'repository.clone', app: 'app-github', connector: 'github' }
    await bed.feed(tenant, burst('a', 30, download))
    await bed.feed(tenant, burst('b', 35, { ...download, time: minute(3) }))
    const [folded, ...more] = await nodes()
    expect(more).toEqual([])
    expect(folded).toMatchObject({ activityCount: 65, severity: 'HIGH' })
    expect(folded.title).toMatch(/took 65 files or repositories/)
    expect(folded.history.map((each: { kind: string }) => each.kind)).toEqual([
      'RAISED',
      'ACTIVITIES_ADDED',
      'SEVERITY',
    ])
    await ask(subgraph, tenant, `mutation ($i: TriageInput!) { triageAlerts(input: $i) { count } }`, {
      i: { ids: [folded.id], state: 'RESOLVED', classification: 'TRUE_POSITIVE' },
    })
    await bed.feed(tenant, burst('c', 30, { ...download, time: minute(6) }))
    expect(await nodes()).toHaveLength(2)
    await bed.feed(tenant, burst('d', 30, { ...download, time: minute(6 + 75) }))
    expect(await nodes()).toHaveLength(3)
  })

  it('raises one alert that cites the same activities, whatever order they come in', async () => {
    const story = guessing('g', START)
    const orders = [story, story.toReversed(), [...story.slice(8), ...story.slice(0, 8)]]
    for (const [n, order] of orders.entries()) {
      const of = `${tenant}-${n}`
      const { policy } = await create(of, { template: 'guessed-password', name: 'Guessed password' })
      for (const each of order) await bed.feed(of, [each])
      const alerts = await nodes({ filter: { policy: [policy.id] } }, of)
      expect(alerts).toMatchObject([{ activityCount: 16, severity: 'HIGH' }])
    }
  })

  it('copies at most a hundred activities and cites all', async () => {
    await bed.feed(tenant, burst('d', 150, { action: 'file.download' }))
    const [alert] = await nodes()
    expect(alert.activityCount).toBe(150)
    expect(alert.evidence).toHaveLength(100)
    expect(alert.activities.totalCount).toBe(150)
  })

  it('raises nothing for history, marks what is late and what is simulated', async () => {
    await bed.feed(tenant, guessing('h', START, { lane: 'history' }))
    expect(await nodes()).toEqual([])
    now = minute(90)
    await bed.feed(tenant, guessing('g', START))
    await bed.feed(tenant, guessing('s', START, { isSimulated: true }))
    const found = await nodes({ orderBy: 'RAISED_AT_ASC' })
    expect(found.map((each: Record<string, unknown>) => [each.isLate, each.isSimulated]).sort()).toEqual([
      [true, false],
      [true, true],
    ])
    expect(await nodes({ filter: { isSimulated: true } })).toHaveLength(1)
  })

  it('keeps two tenants with equal ids apart on every path', async () => {
    const other = `${tenant}-other`
    await bed.feed(tenant, guessing('g', START).slice(0, 9))
    await bed.feed(other, guessing('g', START).slice(9))
    expect([await nodes(), await nodes({}, other)]).toEqual([[], []])
    await bed.feed(tenant, guessing('g', minute(20)))
    const [alert] = await nodes()
    expect(await nodes({}, other)).toEqual([])
    const foreign = `query ($id: ID!, $e: [_Any!]!) { alert(id: $id) { id } policy(id: "${alert.policy.id}") { id }
      _entities(representations: $e) { ... on Alert { title } ... on App { alerts { totalCount } } ... on User { alerts { totalCount } } ... on Activity { cited: alerts { id } } } }`
    const variables = {
      id: alert.id,
      e: [
        { __typename: 'Alert', id: alert.id },
        { __typename: 'App', id: 'app-okta' },
        { __typename: 'User', id: 'user-ann' },
        { __typename: 'Activity', id: 'g-0' },
      ],
    }
    const mine = await ask(subgraph, tenant, foreign, variables)
    expect(mine.data).toMatchObject({ alert: { id: alert.id }, policy: { id: alert.policy.id } })
    expect(mine.data._entities).toMatchObject([
      { title: alert.title },
      { alerts: { totalCount: 1 } },
      { alerts: { totalCount: 1 } },
      { cited: [{ id: alert.id }] },
    ])
    const theirs = await ask(subgraph, other, foreign, variables)
    expect(theirs.data).toEqual({
      alert: null,
      policy: null,
      _entities: [null, { alerts: { totalCount: 0 } }, { alerts: { totalCount: 0 } }, { cited: [] }],
    })
    const triage = await ask(
      subgraph,
      other,
      `mutation ($i: TriageInput!) { triageAlerts(input: $i) { count userErrors { code } } }`,
      {
        i: { ids: [alert.id], state: 'IN_PROGRESS' },
      },
    )
    expect(triage.data.triageAlerts).toEqual({ count: 0, userErrors: [{ code: 'NOT_FOUND' }] })
  })

  it('pages by every order and filters', async () => {
    const people = ['ann', 'bob', 'eve', 'joe', 'zoe']
    for (const [n, person] of people.entries()) {
      now = minute(5 + n)
      await bed.feed(
        tenant,
        guessing(person, minute(n), {
          userId: person,
          accountId: person,
          actor: { id: person, name: person, email: null, kind: 'user' },
        }),
      )
    }
    await bed.feed(tenant, burst('d', 30, { action: 'file.download', userId: 'ann' }))
    for (const orderBy of ['RAISED_AT_DESC', 'RAISED_AT_ASC', 'LAST_ACTIVITY_AT_DESC', 'SEVERITY_DESC']) {
      const whole = (await nodes({ orderBy })).map((each: { id: string }) => each.id)
      const paged: string[] = []
      let after: string | null = null
      do {
        const page = await list({ orderBy, first: 2, after })
        paged.push(...page.edges.map((edge: { node: { id: string } }) => edge.node.id))
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
      } while (after)
      expect(whole).toHaveLength(6)
      expect(paged).toEqual(whole)
    }
    const count = async (filter: object) => (await list({ filter, first: 0 })).totalCount
    expect(await count({ user: ['ann'] })).toBe(2)
    expect(await count({ severity: ['HIGH'] })).toBe(5)
    expect(await count({ not: { severity: ['HIGH'] } })).toBe(1)
    expect(await count({ not: { classification: ['BENIGN'] } })).toBe(6)
    expect(await count({ or: [{ user: ['bob'] }, { policyKind: ['SIGMA'] }] })).toBe(1)
    expect(await count({ and: [{ ip: ['198.51.100.9'] }, { text: 'PASSWORD zoe' }] })).toBe(1)
    expect(await count({ mitre: ['T1110'] })).toBe(5)
    expect(await count({ raisedAt: { since: '2027-03-02T09:08:00.000Z' } })).toBe(3)
    expect(await count({ connector: ['okta'], isAssigned: false, app: ['app-okta'] })).toBe(6)
  })

  it('refuses pages and cursors that cannot be', async () => {
    await bed.feed(tenant, guessing('g', START))
    const cursor = (await list()).pageInfo.endCursor
    const code = async (variables: object, of = tenant) => {
      const answer = await ask(subgraph, of, LIST, { ...variables })
      return answer.errors?.[0]?.extensions.code
    }
    expect(await code({ first: 100_000 })).toBe('BAD_USER_INPUT')
    expect(await code({ after: cursor }, 'somebody-else')).toBe('BAD_CURSOR')
    expect(await code({ after: 'invented' })).toBe('BAD_CURSOR')
    expect(await code({ after: cursor, orderBy: 'SEVERITY_DESC' })).toBe('BAD_CURSOR')
    const lacking = await subgraph.handle({ query: '{ alerts { totalCount } }' }, await caller(tenant, ['apps:read']))
    expect(lacking).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] })
  })

  describe('triage', () => {
    const TRIAGE = `mutation ($i: TriageInput!) { triageAlerts(input: $i) {
      count alerts { id state classification version assignee { id name } comments { text author { name } } history { kind from to actor { name } } }
      userErrors { code message path } } }`
    const triage = async (i: object) => (await ask(subgraph, tenant, TRIAGE, { i })).data.triageAlerts

    it('changes, comments and remembers who did it', async () => {
      await bed.feed(tenant, guessing('g', START))
      const [{ id }] = await nodes()
      const done = await triage({
        ids: [id],
        expectedVersion: 1,
        state: 'RESOLVED',
        classification: 'TRUE_POSITIVE',
        assignee: 'member-mia',
        comment: 'Password reset.',
      })
      expect(done).toMatchObject({
        count: 1,
        userErrors: [],
        alerts: [
          {
            state: 'RESOLVED',
            classification: 'TRUE_POSITIVE',
            version: 2,
            assignee: { name: 'Mia' },
            comments: [{ text: 'Password reset.', author: { name: 'Mia' } }],
          },
        ],
      })
      expect(done.alerts[0].history.map((each: { kind: string }) => each.kind)).toEqual([
        'RAISED',
        'STATE',
        'CLASSIFICATION',
        'ASSIGNEE',
        'COMMENT',
      ])
      expect(await triage({ ids: [id], assignee: null })).toMatchObject({
        count: 1,
        alerts: [{ assignee: null, version: 3 }],
      })
      expect(await triage({ ids: [id], state: 'RESOLVED' })).toMatchObject({ count: 0 })
    })

    it('refuses what cannot be, whole', async () => {
      await bed.feed(tenant, guessing('g', START))
      const [{ id }] = await nodes()
      const code = async (i: object) => (await triage(i)).userErrors.map((each: { code: string }) => each.code)
      expect(await code({ ids: [id], expectedVersion: 7, state: 'IN_PROGRESS' })).toEqual(['CONFLICT'])
      expect(await code({ ids: [id], state: 'RESOLVED' })).toEqual(['BAD_USER_INPUT'])
      expect(await code({ ids: [id, '00000000-0000-4000-8000-000000000000'], state: 'IN_PROGRESS' })).toEqual([
        'NOT_FOUND',
      ])
      expect(await code({ ids: [id], filter: {}, state: 'IN_PROGRESS' })).toEqual(['BAD_USER_INPUT'])
      expect(await code({ ids: [id] })).toEqual(['BAD_USER_INPUT'])
      expect(await code({ ids: [id], assignee: 'nobody' })).toEqual(['NOT_FOUND'])
      expect((await nodes())[0]).toMatchObject({ state: 'OPEN', version: 1 })
    })

    it('answers a repeat with the same key as before, also when both come at once', async () => {
      await bed.feed(tenant, guessing('g', START))
      const i = { filter: { state: ['OPEN'] }, comment: 'Seen.', idempotencyKey: 'k' }
      const [one, two] = await Promise.all([triage(i), triage(i)])
      expect([one.count, two.count, (await triage(i)).count]).toEqual([1, 1, 1])
      expect((await nodes())[0].comments).toHaveLength(1)
    })
  })

  describe('policies', () => {
    const UPDATE = `mutation ($i: UpdatePolicyInput!) { updatePolicy(input: $i) { policy { version severity enabled definition } userErrors { code message path } } }`
    const policies = async () =>
      (
        await ask(
          subgraph,
          tenant,
          '{ policies(first: 500) { totalCount edges { node { id name version kind enabled builtIn author health { matchesPerDay falsePositiveShare failures } alerts { totalCount } } } } }',
        )
      ).data.policies

    it('come built in, can be tuned and switched off', async () => {
      await bed.feed(tenant, guessing('g', START))
      const { edges, totalCount } = await policies()
      expect(totalCount).toBe(BUILT_IN.length)
      const names = edges.map((edge: { node: { name: string } }) => edge.node.name)
      expect(names).toEqual(BUILT_IN.map(({ name }) => name).toSorted())
      const password = edges[names.indexOf('Password attack')].node
      expect(password).toMatchObject({
        builtIn: true,
        version: 1,
        alerts: { totalCount: 1 },
        health: { falsePositiveShare: null, failures: 0 },
      })
      const { id } = password
      const update = async (i: object) => (await ask(subgraph, tenant, UPDATE, { i: { id, ...i } })).data.updatePolicy
      expect(await update({ expectedVersion: 9, enabled: false })).toMatchObject({
        policy: null,
        userErrors: [{ code: 'CONFLICT' }],
      })
      expect(await update({ expectedVersion: 1, name: 'Mine' })).toMatchObject({
        userErrors: [{ code: 'BAD_USER_INPUT', path: ['name'] }],
      })
      expect(await update({ expectedVersion: 1, definition: { detector: 7 } })).toMatchObject({
        userErrors: [{ path: ['definition', 'detector'] }],
      })
      expect(await update({ expectedVersion: 1, severity: 'CRITICAL', enabled: false })).toMatchObject({
        policy: { version: 2, severity: 'CRITICAL', enabled: false },
        userErrors: [],
      })
      await bed.feed(tenant, guessing('h', minute(100)))
      expect(await nodes()).toHaveLength(1)
    })

    it('of kind SIGMA refer to rules of the tenant’s others, and to no other tenant’s', async () => {
      const rule =
        'title: Signed in\nname: signed_in\nlogsource: {product: okta, service: okta}\ndetection:\n  s: {eventType: user.session.start}\n  condition: s\n'
      const filter =
        'title: Not Ann\nlogsource: {product: okta, service: okta}\nfilter:\n  rules: [signed_in]\n  s: {actor.alternateId: ann}\n  condition: not s\n'
      const sigma = (name: string, text: string) => ({ name, kind: 'SIGMA', definition: { sigma: text } })
      const { policy } = await create(tenant, sigma('Signed in', rule))
      expect((await create(tenant, sigma('Not Ann', filter))).userErrors).toEqual([])
      expect((await create(`${tenant}-b`, sigma('Not Ann', filter))).userErrors[0].message).toMatch(
        'Line 1: The rule signed_in that the filter “Not Ann” refers to is in no policy that can be read.',
      )
      const signIn = (id: string, alternateId: string) =>
        activity(id, { raw: JSON.stringify({ eventType: 'user.session.start', actor: { alternateId } }) })
      await bed.feed(tenant, [signIn('ann', 'ann')])
      expect(await nodes({ filter: { policy: [policy.id] } })).toHaveLength(0)
      await bed.feed(tenant, [signIn('bob', 'bob')])
      expect(await nodes({ filter: { policy: [policy.id] } })).toMatchObject([{ policy: { name: 'Signed in' } }])
    })

    it('that fail on an event count it and go on', async () => {
      await bed.feed(tenant, [
        activity('x', { connector: 'aws', raw: '{"CloudTrailEvent":"no json"}' }),
        activity('far', { ip: place('JP'), time: minute(1) }),
      ])
      const { node } = (await policies()).edges.find(
        (edge: { node: { name: string } }) => edge.node.name === 'Audit logging switched off',
      )
      expect(node.health.failures).toBe(1)
      expect(await nodes()).toMatchObject([{ policy: { name: 'Impossible travel' } }])
    })
  })
})
