import type { RunningSubgraph, StoredActivity } from '@casbah/kit'
import { raiseAlerts } from '../alert/raise.ts'
import type { Raisable } from '../alert/raisable.ts'
import { Retention } from '../retention/retention.ts'
import { activity, guessing, minute, place, START } from '../testing/activity.ts'
import { foundOn } from '../testing/found.ts'
import { ask, caller, openAlerts, type Answered } from '../testing/open.ts'

const RULE = `id name policy { name } reason owner { kind id name } createdAt expiresAt hitCount lastHitAt version
  scope { users { id } accounts { id } apps { id } ips resources { id } actions }`
const PAYLOAD = `suppressionRule { ${RULE} } userErrors { code message path }`
const CREATE = `mutation ($i: CreateSuppressionRuleInput!) { answer: createSuppressionRule(input: $i) { ${PAYLOAD} } }`
const UPDATE = `mutation ($i: UpdateSuppressionRuleInput!) { answer: updateSuppressionRule(input: $i) { ${PAYLOAD} } }`
const LIKE = `mutation ($i: SuppressLikeThisInput!) { answer: suppressLikeThis(input: $i) { ${PAYLOAD} } }`
const DELETE = `mutation ($i: IdInput!) { answer: deleteSuppressionRule(input: $i) { id userErrors { code message } } }`
const STATE = `{
  alerts(orderBy: RAISED_AT_ASC) { edges { node { id title } } }
  incidents { edges { node { alerts { title } } } }
  suppressions { edges { node { name rule { name } activity { id } user { id } explanation { suppressions { name applied reason } } } } }
  suppressionRules { totalCount edges { node { ${RULE} } } } }`
const DAY = 24 * 60

// Answers are read field by field; their shape is the query's.
type Read = Record<string, any> // eslint-disable-line typescript/no-explicit-any

describe('suppression rules', () => {
  let bed: Awaited<ReturnType<typeof openAlerts>>
  let subgraph: RunningSubgraph
  let now = minute(10)
  let tenants = 0
  let tenant: string

  beforeAll(async () => {
    bed = await openAlerts({ now: () => now })
    subgraph = await bed.start()
  })
  beforeEach(() => {
    tenant = `rules-${tenants++}`
    now = minute(10)
  })
  afterAll(async () => {
    await subgraph.stop()
    await bed.close()
  })

  const write = async (mutation: string, i: object, of = tenant): Promise<Read> => {
    const answer = await ask(subgraph, of, mutation, { i })
    expect(answer.errors).toBeUndefined()
    return answer.data.answer
  }
  const rule = (parts: object = {}) => ({
    name: 'Night job of Ann',
    scope: { users: ['user-ann'] },
    reason: 'The backup signs in at night.',
    expiresAt: new Date(minute(DAY)).toISOString(),
    ...parts,
  })
  const create = async (parts: object = {}, of = tenant) => {
    const { suppressionRule, userErrors } = await write(CREATE, rule(parts), of)
    expect(userErrors).toEqual([])
    return suppressionRule
  }
  /** Raises an alert on each activity, as a policy that finds each would. */
  const raise = (activities: StoredActivity[], of = tenant, change: (found: Raisable) => Raisable = found => found) =>
    bed.feeder.write(of, async tx => raiseAlerts(tx, (await foundOn(tx, activities)).map(change), now))
  const state = async (of = tenant) => {
    const { data, errors }: Answered = await ask(subgraph, of, STATE)
    expect(errors).toBeUndefined()
    const nodes = (list: string): Read[] => data[list].edges.map((edge: { node: Read }) => edge.node)
    const alerts = nodes('alerts').toSorted((a, b) => (a.title < b.title ? -1 : 1))
    return {
      alerts: alerts.map(({ title }) => title.split(' ')[0]),
      ids: alerts.map(({ id }) => id),
      incidents: nodes('incidents').map(({ alerts }) => alerts.map(({ title }: Read) => title.split(' ')[0])),
      kept: nodes('suppressions').map(each => each.activity?.id ?? null),
      suppressions: nodes('suppressions'),
      hits: nodes('suppressionRules').map(({ hitCount }) => hitCount),
      rules: nodes('suppressionRules'),
    }
  }

  it('keeps what it covers from alerts and incidents, tells why, and counts it', async () => {
    const made = await create()
    expect(made).toMatchObject({
      name: 'Night job of Ann',
      policy: null,
      owner: { kind: 'MEMBER', id: 'member-mia', name: 'Mia' },
      createdAt: '2027-03-02T09:10:00.000Z',
      expiresAt: '2027-03-03T09:00:00.000Z',
      hitCount: 0,
      lastHitAt: null,
      version: 1,
      scope: { users: [{ id: 'user-ann' }], accounts: [], apps: [], ips: [], resources: [], actions: [] },
    })
    now = minute(11)
    await raise([activity('a'), activity('b', { userId: 'user-bob', accountId: 'account-bob' })])
    const { alerts, incidents, suppressions, rules } = await state()
    expect(alerts).toEqual(['b'])
    expect(incidents).toEqual([['b']])
    expect(suppressions).toEqual([
      {
        name: 'Night job of Ann',
        rule: { name: 'Night job of Ann' },
        activity: { id: 'a' },
        user: { id: 'user-ann' },
        explanation: {
          suppressions: [
            {
              name: 'Night job of Ann',
              applied: true,
              reason:
                'The suppression rule “Night job of Ann” keeps it until 2027-03-03T09:00:00.000Z: The backup signs in at night.',
            },
          ],
        },
      },
    ])
    expect(rules).toMatchObject([{ hitCount: 1, lastHitAt: '2027-03-02T09:11:00.000Z', version: 1 }])
  })

  it('holds for what detection finds, from the next event on', async () => {
    await create({ scope: { ips: ['198.51.100.0/24'] } })
    await bed.feed(tenant, guessing('g', START))
    await bed.feed(tenant, guessing('h', START, { ip: place('DE', '192.0.2.1') }))
    const { alerts, kept, hits } = await state()
    expect(alerts).toHaveLength(1)
    expect(kept).toEqual(['g-in'])
    expect(hits).toEqual([1])
  })

  it('counts the same event once, however often it is read, and keeps it each time', async () => {
    await create()
    await raise([activity('a')])
    await raise([activity('a'), activity('a2')])
    await raise([activity('a'), activity('a')])
    expect(await state()).toMatchObject({ alerts: [], hits: [2] })
    expect((await state()).kept.toSorted()).toEqual(['a', 'a2'])
  })

  it('counts nothing of a transaction that is taken back', async () => {
    await create()
    const failing = bed.feeder.write(tenant, async tx => {
      await raiseAlerts(tx, await foundOn(tx, [activity('a')]), now)
      throw new Error('crash')
    })
    await expect(failing).rejects.toThrow('crash')
    expect(await state()).toMatchObject({ kept: [], hits: [0] })
    await raise([activity('a')])
    expect(await state()).toMatchObject({ kept: ['a'], hits: [1] })
  })

  it('ends when it expires, and when it is deleted, without anything else', async () => {
    const { id } = await create({ expiresAt: new Date(minute(20)).toISOString() })
    await raise([activity('a')])
    now = minute(20)
    await raise([activity('b')])
    expect((await state()).alerts).toEqual(['b'])
    const { suppressionRule } = await write(UPDATE, {
      id,
      expectedVersion: 1,
      expiresAt: new Date(minute(60)).toISOString(),
    })
    expect(suppressionRule).toMatchObject({ version: 2, expiresAt: '2027-03-02T10:00:00.000Z', hitCount: 1 })
    await raise([activity('c')])
    expect((await state()).alerts).toEqual(['b'])
    expect(await write(DELETE, { id, expectedVersion: 2 })).toEqual({ id, userErrors: [] })
    await raise([activity('d')])
    const { alerts, suppressions, rules } = await state()
    expect(alerts).toEqual(['b', 'd'])
    expect(rules).toEqual([])
    expect(suppressions).toMatchObject([
      { name: 'Night job of Ann', rule: null },
      { name: 'Night job of Ann', rule: null },
    ])
  })

  it.each<[string, object, Partial<StoredActivity>, boolean]>([
    ['the user', { users: ['user-ann', 'user-x'] }, {}, true],
    ['another user', { users: ['user-bob'] }, {}, false],
    ['nobody known', { users: ['user-ann'] }, { userId: null }, false],
    ['the account that acts', { accounts: ['account-ann'] }, {}, true],
    ['an account that is acted on', { accounts: ['account-bob'] }, { targetAccountIds: ['account-bob'] }, false],
    ['the app', { apps: ['app-okta'] }, {}, true],
    ['the address', { ips: ['203.0.113.7'] }, {}, true],
    ['the network', { ips: ['192.0.2.0/24', '203.0.113.0/29'] }, {}, true],
    ['a network beside it', { ips: ['203.0.113.8/29'] }, {}, false],
    ['the network of IPv6', { ips: ['2001:db8::/32'] }, { ip: place('DE', '2001:db8:1::9') }, true],
    ['an address when there is none', { ips: ['203.0.113.7'] }, { ip: null }, false],
    ['the resource', { resources: ['r1'] }, { targetResourceIds: [null, 'r1'] }, true],
    ['one of two resources', { resources: ['r1'] }, { targetResourceIds: ['r1', 'r2'] }, false],
    ['the vendor’s action', { actions: ['user.session.start'] }, {}, true],
    ['user and app', { users: ['user-ann'], apps: ['app-okta'] }, {}, true],
    ['user and another app', { users: ['user-ann'], apps: ['app-github'] }, {}, false],
  ])('covers by %s: %j', async (_, scope, parts, covered) => {
    await create({ scope })
    await raise([activity('a', parts)])
    expect((await state()).alerts).toEqual(covered ? [] : ['a'])
  })

  it('keeps nothing that anybody else has part in, or that could not be read', async () => {
    await create()
    const both = await bed.feeder.write(tenant, async tx =>
      foundOn(tx, [activity('a'), activity('b', { userId: 'user-bob' })]),
    )
    const cited = both.flatMap(({ match }) => match.cited)
    await raise([activity('a')], tenant, found => ({ ...found, match: { ...found.match, cited } }))
    await raise([activity('c')], tenant, found => ({
      ...found,
      match: { ...found.match, cited: [...found.match.cited, { id: 'unread', time: START }] },
    }))
    expect(await state()).toMatchObject({ alerts: ['a', 'c'], hits: [0] })
  })

  it('covers things by what they touch', async () => {
    await create({ scope: { resources: ['file-1'] } })
    const thing = (id: string) => (found: Raisable) => ({
      ...found,
      match: { ...found.match, cited: [] },
      touches: [
        { kind: 'app' as const, value: 'app-drive' },
        { kind: 'resource' as const, value: id },
        { kind: 'user' as const, value: 'user-ann' },
      ],
    })
    await raise([activity('t1')], tenant, thing('file-1'))
    await raise([activity('t2')], tenant, thing('file-2'))
    const { data } = await ask(subgraph, tenant, '{ suppressions { edges { node { activity { id } user { id } } } } }')
    expect(data.suppressions.edges).toEqual([{ node: { activity: null, user: { id: 'user-ann' } } }])
    const { data: raised } = await ask(subgraph, tenant, '{ alerts { edges { node { title } } } }')
    expect(raised.alerts.edges).toMatchObject([{ node: { title: 't2 in an app' } }])
  })

  it('is of one policy or of all; of several that cover, the oldest keeps', async () => {
    await raise([activity('before')])
    const { data } = await ask(subgraph, tenant, '{ policies(first: 500) { edges { node { id name } } } }')
    const policy = (name: string) => data.policies.edges.find(({ node }: Read) => node.name === name).node.id
    await create({ name: 'Of another policy', policy: policy('Mass download') })
    now++
    await raise([activity('a')])
    expect((await state()).alerts).toEqual(['a', 'before'])
    const made = await create({ name: 'Of this policy', policy: policy('Password attack') })
    expect(made.policy).toEqual({ name: 'Password attack' })
    now++
    await create({ name: 'Of all policies' })
    await raise([activity('b')])
    const { rules } = await state()
    expect(rules.map(({ name, hitCount }) => [name, hitCount])).toEqual([
      ['Of all policies', 0],
      ['Of this policy', 1],
      ['Of another policy', 0],
    ])
  })

  it('keeps that Casbah itself does not see only when it names the policy', async () => {
    const system = (found: Raisable) => ({
      ...found,
      policy: { ...found.policy, kind: 'SYSTEM' as const },
      match: { ...found.match, cited: [] },
      touches: [{ kind: 'app' as const, value: 'app-okta' }],
    })
    await create({ name: 'Not of this app', scope: { apps: ['app-okta'] } })
    await raise([activity('a')], tenant, system)
    expect(await state()).toMatchObject({ alerts: ['a'], hits: [0] })
    const { data } = await ask(subgraph, tenant, '{ alerts { edges { node { policy { id } } } } }')
    await create({ name: 'Known', policy: data.alerts.edges[0].node.policy.id, scope: { apps: ['app-okta'] } })
    await raise([activity('b')], tenant, system)
    const { rules, alerts } = await state()
    expect(alerts).toEqual(['a'])
    expect(rules.map(({ name, hitCount }) => [name, hitCount]).toSorted()).toEqual([
      ['Known', 1],
      ['Not of this app', 0],
    ])
  })

  it('adds no more to an alert that is open, which stays as it was', async () => {
    const same = (found: Raisable) => ({ ...found, match: { ...found.match, key: 'one story' } })
    await raise([activity('a'), activity('b')], tenant, same)
    await create()
    await raise([activity('c')], tenant, same)
    // What says further who changed a thing that matched already is no alert of its own.
    await raise([activity('d')], tenant, found => ({ ...same(found), addsOnly: true }))
    const { data } = await ask(subgraph, tenant, '{ alerts { edges { node { activityCount } } } }')
    expect(data.alerts.edges).toEqual([{ node: { activityCount: 3 } }])
    expect((await state()).kept).toEqual(['c'])
  })

  it.each<[string, object, string, string[] | null]>([
    ['no term', { scope: {} }, 'would silence the policy. Disable the policy instead.', ['scope']],
    ['empty lists only', { scope: { users: [], ips: [] } }, 'would silence the policy.', ['scope']],
    ['all addresses', { scope: { ips: ['0.0.0.0/0'] } }, '0.0.0.0/0 is every address', ['scope', 'ips']],
    ['no address', { scope: { ips: ['office'] } }, 'office is neither an IP address nor a network', ['scope', 'ips']],
    [
      'too many',
      { scope: { users: Array.from({ length: 101 }, (_, n) => `u${n}`) } },
      'users holds 101',
      ['scope', 'users'],
    ],
    ['an empty text', { scope: { users: [' '] } }, 'users holds a text that is empty', ['scope', 'users']],
    ['no reason', { reason: ' ' }, 'A reason has from 1 to 2,000 characters', ['reason']],
    ['no name', { name: '' }, 'A name has from 1 to 200 characters', ['name']],
    ['a name of ours', { name: 'throttled' }, 'could be taken for one of the suppressions', ['name']],
    ['the past', { expiresAt: new Date(minute(10)).toISOString() }, 'would have expired already', ['expiresAt']],
    [
      'over a year',
      { expiresAt: new Date(minute(367 * DAY + 10)).toISOString() },
      'lasts a year at most',
      ['expiresAt'],
    ],
    ['an unknown policy', { policy: 'x' }, 'There is no policy x', ['policy']],
  ])('refuses %s', async (_, parts, message, path) => {
    const { suppressionRule, userErrors } = await write(CREATE, rule(parts))
    expect(suppressionRule).toBeNull()
    expect(userErrors).toEqual([{ code: expect.any(String), message: expect.stringContaining(message), path }])
  })

  it('has a name once, 1,000 rules at most, and the first answer to a repeat', async () => {
    const first = await create({ idempotencyKey: 'k' })
    expect((await create({ idempotencyKey: 'k' })).id).toBe(first.id)
    expect((await write(CREATE, rule())).userErrors).toMatchObject([{ code: 'CONFLICT', path: ['name'] }])
    await bed.feeder.write(tenant, tx =>
      tx.query(
        `insert into alerts.suppression_rule (tenant, id, name, terms, reason, owner, created_at, expires_at)
         select tenant, gen_random_uuid(), 'R ' || n, terms, reason, owner, created_at, expires_at
         from alerts.suppression_rule, generate_series(1, 999) n`,
      ),
    )
    expect((await write(CREATE, rule({ name: 'One more' }))).userErrors).toMatchObject([
      { code: 'CONFLICT', message: expect.stringContaining('There are 1,000 suppression rules') },
    ])
    const read = `query ($after: Cursor) { suppressionRules(first: 400, after: $after) { totalCount pageInfo { endCursor } edges { node { id } } } }`
    const seen = new Set<string>()
    let after: string | null = null
    for (const expected of [400, 800, 1_000]) {
      const { data } = await ask(subgraph, tenant, read, { after })
      for (const { node } of data.suppressionRules.edges) seen.add(node.id)
      after = data.suppressionRules.pageInfo.endCursor
      expect([seen.size, data.suppressionRules.totalCount]).toEqual([expected, 1_000])
    }
  })

  it('of two who change it at once, the second is told', async () => {
    const { id } = await create()
    const change = (reason: string) => write(UPDATE, { id, expectedVersion: 1, reason })
    const answers = await Promise.all([change('One'), change('Two')])
    expect(answers.map(({ userErrors }) => userErrors.map(({ code }: Read) => code)).toSorted()).toEqual([
      [],
      ['CONFLICT'],
    ])
    expect((await write(DELETE, { id, expectedVersion: 1 })).userErrors).toMatchObject([{ code: 'CONFLICT' }])
    expect((await write(UPDATE, { id, expectedVersion: 2, scope: {} })).userErrors).toMatchObject([{ path: ['scope'] }])
    expect((await write(UPDATE, { id: 'x', expectedVersion: 2 })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  it('remembers who made and changed it, and what', async () => {
    const { id } = await create()
    now = minute(11)
    await write(UPDATE, {
      id,
      expectedVersion: 1,
      reason: 'Longer.',
      scope: { ips: ['192.0.2.1'] },
      name: 'Night job of Ann',
    })
    await raise([activity('a')])
    const read = 'query ($id: ID!) { suppressionRule(id: $id) { changes { at actor { name } kind version fields } } }'
    const { data } = await ask(subgraph, tenant, read, { id })
    expect(data.suppressionRule.changes).toEqual([
      { at: '2027-03-02T09:10:00.000Z', actor: { name: 'Mia' }, kind: 'CREATED', version: 1, fields: [] },
      {
        at: '2027-03-02T09:11:00.000Z',
        actor: { name: 'Mia' },
        kind: 'CHANGED',
        version: 2,
        fields: ['scope', 'reason'],
      },
    ])
    await write(DELETE, { id })
    const kept = await bed.feeder.write(tenant, tx =>
      tx.query('select kind, version from alerts.suppression_rule_change where rule = $1 order by version', [id]),
    )
    expect(kept.at(-1)).toEqual({ kind: 'DELETED', version: 3 })
  })

  it('makes one out of an alert, by what is to be the same', async () => {
    await raise([activity('a', { targetResourceIds: ['r1'] })])
    const [alert] = (await state()).ids
    const like = (by: string[], parts: object = {}) =>
      write(LIKE, { alert, by, reason: 'Known.', expiresAt: new Date(minute(DAY)).toISOString(), ...parts })
    const { suppressionRule } = await like(['USER', 'IP', 'APP', 'RESOURCE', 'ACTION'])
    expect(suppressionRule).toMatchObject({
      name: 'Like: a in an app',
      policy: { name: 'Password attack' },
      scope: {
        users: [{ id: 'user-ann' }],
        accounts: [],
        apps: [{ id: 'app-okta' }],
        ips: ['203.0.113.7'],
        resources: [{ id: 'r1' }],
        actions: ['user.session.start'],
      },
    })
    expect((await like(['IP'])).suppressionRule).toMatchObject({ name: 'Like: a in an app (2)', scope: { users: [] } })
    await raise([activity('b', { targetResourceIds: ['r1'] }), activity('c', { ip: null })])
    expect(await state()).toMatchObject({ alerts: ['a', 'c'], kept: ['b'] })
    expect((await like([])).userErrors).toMatchObject([{ path: ['by'] }])
    expect((await like(['USER'], { alert: 'x' })).userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['alert'] }])
    const [, bare] = (await state()).ids
    expect((await like(['IP'], { alert: bare })).userErrors).toMatchObject([
      { message: 'The alert names no IP address, so nothing can be like it by IP. Leave it out.', path: ['by'] },
    ])
  })

  it('keeps two tenants apart', async () => {
    const other = `${tenant}-other`
    const { id } = await create()
    await raise([activity('a')], other)
    expect(await state(other)).toMatchObject({ alerts: ['a'], kept: [], rules: [] })
    const one = await ask(subgraph, other, 'query ($id: ID!) { suppressionRule(id: $id) { id } }', { id })
    expect(one.data.suppressionRule).toBeNull()
    expect((await write(UPDATE, { id, expectedVersion: 1, name: 'Mine now' }, other)).userErrors).toMatchObject([
      { code: 'NOT_FOUND' },
    ])
    expect((await write(DELETE, { id }, other)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
    const [alert] = (await state(other)).ids
    const like = { alert, by: ['USER'], reason: 'Mine.', expiresAt: new Date(minute(DAY)).toISOString() }
    expect((await write(LIKE, like)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
    await create({}, other)
    await raise([activity('b')], other)
    expect(await state()).toMatchObject({ kept: [], hits: [0] })
    expect(await state(other)).toMatchObject({ kept: ['b'], hits: [1] })
  })

  it('needs the right to write alerts', async () => {
    const like = { alert: 'x', by: ['USER'], reason: 'Known.', expiresAt: rule().expiresAt }
    for (const [query, i] of [
      [CREATE, rule()],
      [UPDATE, { id: 'x', expectedVersion: 1 }],
      [DELETE, { id: 'x' }],
      [LIKE, like],
    ] as const) {
      const answer = await subgraph.handle({ query, variables: { i } }, await caller(tenant, ['alerts:read']))
      expect(answer).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN', scopes: ['alerts:write'] } }] })
    }
  })

  it('forgets which events it counted with the ledger, in every tenant', async () => {
    await create({ expiresAt: new Date(minute(60 * DAY)).toISOString() })
    await raise([activity('a')])
    const hits = () =>
      bed.feeder.write(tenant, async tx => (await tx.query('select 1 from alerts.suppression_hit')).length)
    expect(await hits()).toBe(1)
    const silent = { warn: (error: object) => Promise.reject(error) } as never
    await new Retention(bed.feeder, silent, () => minute(30 * DAY + 11)).run()
    expect(await hits()).toBe(0)
  })
})
