import { BUILT_IN } from './built-in/index.ts'
import { NoHistory } from '../history/history-source.ts'
import type { RunningSubgraph, StoredActivity } from '@casbah/kit'
import { activity, minute, place, START } from '../testing/activity.ts'
import { ask, openAlerts, until } from '../testing/open.ts'

const PARTS = `id name description kind severity enabled builtIn version definition author deletedAt mitre { id name tactics }
  scope { apps { id } users { id } excludedUsers { id } groups excludedGroups } changes { kind version fields actor { name } }`
const CREATE = `mutation ($i: CreatePolicyInput!) { createPolicy(input: $i) { policy { ${PARTS} } userErrors { code message path } } }`
const UPDATE = `mutation ($i: UpdatePolicyInput!) { updatePolicy(input: $i) { policy { ${PARTS} } userErrors { code message path } } }`
const DELETE = `mutation ($i: IdInput!) { deletePolicy(input: $i) { id userErrors { code message path } } }`
const IMPORT = `mutation ($i: ImportSigmaInput!) { importSigma(input: $i) {
  results { index line policy { ${PARTS} } error { code message path } } userErrors { code message path } } }`
const EXPLAIN = `mutation ($i: ExplainInput!) { explainPolicy(input: $i) {
  explanation { matched summary conditions { field operator expected actual matched } } userErrors { code path } } }`

const SIGN_IN = { filter: { action: { in: ['user.login'] } } }

const sigma = (title: string, id: string | null, event = 'user.lifecycle.create') => `title: ${title}
${id ? `id: ${id}\n` : ''}description: Somebody was made.
author: Ada
level: high
tags: [attack.persistence, attack.t1136.003]
logsource: { product: okta, service: okta }
detection:
  s:
    eventType: ${event}
  condition: s
`

describe('policies', () => {
  const stored = new Map<string, StoredActivity>()
  let bed: Awaited<ReturnType<typeof openAlerts>>
  let subgraph: RunningSubgraph
  let tenants = 0
  let tenant: string
  /** Never goes back: shards remember when they were last saved. */
  let now = minute(5)

  beforeAll(async () => {
    const history = new NoHistory()
    Object.assign(history, { one: async (of: string, id: string) => stored.get(`${of}|${id}`) ?? null })
    bed = await openAlerts({ now: () => now, history })
    subgraph = await bed.start()
  })
  beforeEach(() => void (tenant = `tenant-${tenants++}`))
  afterAll(async () => {
    await subgraph.stop()
    await bed.close()
  })

  const write = async (query: string, i: object, of = tenant) => {
    const answer = await ask(subgraph, of, query, { i })
    expect(answer.errors).toBeUndefined()
    return Object.values(answer.data)[0]
  }
  const create = (i: object = {}, of = tenant) =>
    write(CREATE, { name: 'Mine', kind: 'ACTIVITY', definition: SIGN_IN, enabled: true, ...i }, of)
  const names = async (of = tenant) =>
    (await ask(subgraph, of, '{ policies(first: 500) { edges { node { name } } } }')).data.policies.edges.map(
      (edge: { node: { name: string } }) => edge.node.name,
    )
  const alerts = async (of = tenant) =>
    (
      await ask(subgraph, of, '{ alerts { edges { node { title policy { id name deletedAt } } } } }')
    ).data.alerts.edges.map((edge: { node: unknown }) => edge.node)
  /** What apps and accounts tell of themselves. */
  const connect = async (of = tenant) => {
    await bed.feeder.write(of, async tx => {
      await tx.query(
        `insert into alerts.app (tenant, id, connector, name, state) values ($1, 'app-okta', 'okta', 'Okta', 'CONNECTED')`,
        [of],
      )
      await tx.query(
        `insert into alerts.account (tenant, id, app, name, email, user_id) values ($1, 'account-ann', 'app-okta', 'Ann', null, 'user-ann')`,
        [of],
      )
    })
  }

  describe('createPolicy', () => {
    it('makes one that raises alerts from the next event on, and remembers who made it', async () => {
      await bed.feed(tenant, [activity('before')])
      const { policy, userErrors } = await create({ severity: 'LOW', mitre: ['T1078.004'] })
      expect(userErrors).toEqual([])
      expect(policy).toMatchObject({
        name: 'Mine',
        kind: 'ACTIVITY',
        severity: 'LOW',
        enabled: true,
        builtIn: false,
        version: 1,
        mitre: [{ id: 'T1078.004', name: 'Cloud Accounts' }],
        scope: { apps: [], users: [], excludedUsers: [], groups: [], excludedGroups: [] },
        changes: [{ kind: 'CREATED', version: 1, actor: { name: 'Mia' } }],
      })
      await bed.feed(tenant, [activity('after', { time: minute(1) })])
      expect(await alerts()).toMatchObject([{ policy: { id: policy.id } }])
    })

    it('fills in from a template what is left out, and stands beside the built-in policies', async () => {
      const { policy } = await write(CREATE, { name: 'Travel, slower', template: 'impossible-travel', severity: 'LOW' })
      expect(policy).toMatchObject({ kind: 'ANOMALY', severity: 'LOW', enabled: false, mitre: [{ id: 'T1078.004' }] })
      expect(await names()).toEqual(expect.arrayContaining(['Impossible travel', 'Travel, slower']))
    })

    it('takes from a Sigma rule what is left out, its author above all, and is known by its id', async () => {
      const definition = { sigma: sigma('T', 'id-1') }
      const { policy } = await create({ kind: 'SIGMA', definition })
      expect(policy).toMatchObject({
        severity: 'HIGH',
        description: 'Somebody was made.',
        author: 'Ada',
        mitre: [{ id: 'T1136.003' }],
      })
      expect((await create({ name: 'Another', kind: 'SIGMA', definition })).userErrors).toEqual([])
      const [{ policy: renewed }] = (await write(IMPORT, { documents: [sigma('T', 'id-1', 'x')] })).results
      expect(renewed).toMatchObject({ id: policy.id, version: 2, name: 'Mine' })
      const changed = { sigma: sigma('T', 'id-2').replace('Ada', 'Bea') }
      const update = { id: policy.id, expectedVersion: 2, definition: changed }
      expect((await write(UPDATE, update)).policy).toMatchObject({ author: 'Bea' })
      expect((await write(IMPORT, { documents: [changed.sigma] })).results).toMatchObject([
        { policy: { id: policy.id } },
      ])
    })

    it.each([
      ['neither template nor kind', { kind: null, definition: null }, [['kind']]],
      ['an unknown template', { template: 'none', kind: null, definition: null }, [['template']]],
      ['no definition', { definition: null }, [['definition']]],
      [
        'every problem of a definition at once',
        { definition: { filter: { colour: 'red' }, count: 0, per: ['MOON'] } },
        [
          ['definition', 'filter'],
          ['definition', 'count'],
          ['definition', 'per', '0'],
        ],
      ],
      [
        'a number of a detector out of range',
        { kind: 'ANOMALY', definition: { detector: 'impossible-travel', parameters: { maxSpeedKmh: 1 } } },
        [['definition', 'parameters', 'maxSpeedKmh']],
      ],
      ['a Sigma rule that cannot be judged', { kind: 'SIGMA', definition: { sigma: 'title: T' } }, [['definition']]],
      ['an empty name', { name: ' ' }, [['name']]],
      ['a taken name', { name: 'Mass download' }, [['name']]],
      ['a name that cannot be kept', { name: 'a\0' }, [['name']]],
      ['a definition that cannot be kept', { definition: { filter: { app: ['a\0'] } } }, [['definition']]],
      ['a technique that is none', { mitre: ['persistence'] }, [['mitre']]],
      ['an app that is not there', { scope: { apps: ['app-gone'] } }, [['scope', 'apps']]],
      [
        'a user who is not there',
        { scope: { users: ['user-x'], excludedUsers: ['user-y'] } },
        [
          ['scope', 'users'],
          ['scope', 'excludedUsers'],
        ],
      ],
    ])('refuses %s', async (_, i, paths) => {
      const { policy, userErrors } = await create(i)
      expect(policy).toBeNull()
      expect(userErrors.map((each: { path: string[] }) => each.path)).toEqual(paths)
      expect(await names()).not.toContain('Mine')
    })

    it('answers a repeat with the same key as before, also when both come at once', async () => {
      const [one, two] = await Promise.all([create({ idempotencyKey: 'k' }), create({ idempotencyKey: 'k' })])
      const three = await create({ idempotencyKey: 'k' })
      expect(new Set([one, two, three].map(each => each.policy.id)).size).toBe(1)
      expect((await create({ idempotencyKey: 'other' })).userErrors).toMatchObject([
        { code: 'CONFLICT', path: ['name'] },
      ])
    })

    it('takes 5,000 policies a tenant and no more', async () => {
      await create()
      await bed.feeder.write(tenant, tx =>
        tx.query(
          `insert into alerts.policy (tenant, id, name, description, kind, severity, enabled, built_in, version, definition, definition_version, mitre, fold_seconds)
           select $1, gen_random_uuid(), 'p' || n, '', 'ACTIVITY', 'LOW', false, false, 1, '{"filter":{}}', 1, '[]', 3600 from generate_series(1, 4995) n`,
          [tenant],
        ),
      )
      expect((await create({ name: 'One more' })).userErrors).toMatchObject([{ code: 'CONFLICT', path: null }])
      expect((await create({ name: 'Mine' }, `${tenant}-other`)).userErrors).toEqual([])
    })
  })

  describe('updatePolicy', () => {
    it('changes what is given and leaves the rest', async () => {
      await connect()
      const { policy } = await create({ scope: { groups: ['Sales'] }, mitre: ['T1110'] })
      const update = (i: object) => write(UPDATE, { id: policy.id, ...i })
      expect(
        await update({ expectedVersion: 1, scope: { apps: ['app-okta'], excludedUsers: ['user-ann'] } }),
      ).toMatchObject({
        policy: {
          version: 2,
          mitre: [{ id: 'T1110' }],
          scope: { apps: [{ id: 'app-okta' }], excludedUsers: [{ id: 'user-ann' }], groups: [] },
        },
      })
      expect(await update({ expectedVersion: 1, enabled: false })).toMatchObject({ userErrors: [{ code: 'CONFLICT' }] })
      expect(await update({ expectedVersion: 2, scope: null, mitre: null, name: 'Ours' })).toMatchObject({
        policy: { version: 3, name: 'Ours', mitre: [], scope: { apps: [], excludedUsers: [] } },
      })
      expect(await update({ expectedVersion: 3, name: 'Mass download', mitre: ['x'] })).toMatchObject({
        userErrors: [{ code: 'CONFLICT', path: ['name'] }, { path: ['mitre'] }],
      })
      const { changes } = (await update({ expectedVersion: 3, definition: { filter: { isAdmin: true } } })).policy
      expect(changes.map(({ kind, fields }: { kind: string; fields: string[] }) => [kind, fields])).toEqual([
        ['CREATED', []],
        ['CHANGED', ['scope']],
        ['CHANGED', ['name', 'mitre', 'scope']],
        ['CHANGED', ['definition']],
      ])
    })

    it('keeps out of scope what is out of it', async () => {
      await connect()
      const { policy } = await create({ scope: { excludedUsers: ['user-ann'] } })
      await bed.feed(tenant, [activity('ann'), activity('bob', { userId: 'user-bob', time: minute(1) })])
      expect(await alerts()).toHaveLength(1)
      await write(UPDATE, { id: policy.id, expectedVersion: 1, scope: null })
      await bed.feed(tenant, [activity('ann-2', { time: minute(2) })])
      expect(await alerts()).toHaveLength(2)
    })
  })

  describe('deletePolicy', () => {
    it('takes it out of lists and judging; its alerts stay and name it, its name is free', async () => {
      const { policy } = await create()
      await bed.feed(tenant, [activity('a')])
      expect(await write(DELETE, { id: policy.id, expectedVersion: 7 })).toMatchObject({
        id: null,
        userErrors: [{ code: 'CONFLICT' }],
      })
      expect(await write(DELETE, { id: policy.id })).toEqual({ id: policy.id, userErrors: [] })
      await bed.feed(tenant, [activity('b', { time: minute(90), userId: 'user-bob' })])
      expect(await alerts()).toMatchObject([{ policy: { id: policy.id, name: 'Mine', deletedAt: expect.any(String) } }])
      expect(await names()).not.toContain('Mine')
      expect((await write(DELETE, { id: policy.id })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
      expect((await write(UPDATE, { id: policy.id, expectedVersion: 2 })).userErrors).toMatchObject([
        { code: 'NOT_FOUND' },
      ])
      expect((await create()).userErrors).toEqual([])
    })

    it('leaves built-in ones', async () => {
      await create()
      const { edges } = (
        await ask(subgraph, tenant, '{ policies(filter: { builtIn: true }, first: 1) { edges { node { id } } } }')
      ).data.policies
      expect((await write(DELETE, { id: edges[0].node.id })).userErrors).toMatchObject([
        { code: 'BAD_USER_INPUT', path: ['id'] },
      ])
    })
  })

  describe('importSigma', () => {
    const summary = (
      results: { index: number; line: number; policy: { name: string } | null; error: { code: string } | null }[],
    ) => results.map(({ index, line, policy, error }) => [index, line, policy?.name ?? error?.code])

    it('makes a policy of each document, in order, and tells of each that it refuses the line', async () => {
      const texts = [
        `# ours\n---\n${sigma('One', 'id-1')}---\n${sigma('Two', null)}`,
        `${sigma('Three', 'id-3')}---\ntitle: No detection\n---\n${sigma('One', 'id-4')}---\n${sigma('Again', 'id-1')}`,
        sigma('Two', null),
      ]
      const { results, userErrors } = await write(IMPORT, { documents: texts, enabled: true })
      expect(userErrors).toEqual([])
      expect(summary(results)).toEqual([
        [0, 3, 'One'],
        [0, 15, 'Two'],
        [1, 1, 'Three'],
        [1, 13, 'BAD_USER_INPUT'],
        [1, 15, 'One (id-4)'],
        [1, 27, 'CONFLICT'],
        [2, 1, 'CONFLICT'],
      ])
      expect(results[0].policy).toMatchObject({
        kind: 'SIGMA',
        severity: 'HIGH',
        author: 'Ada',
        enabled: true,
        description: 'Somebody was made.',
        mitre: [{ id: 'T1136.003', name: 'Cloud Account', tactics: ['Persistence'] }],
        definition: { sigma: sigma('One', 'id-1') },
      })
      await bed.feed(tenant, [activity('a', { raw: '{"eventType":"user.lifecycle.create"}' })])
      expect(await alerts()).toHaveLength(4)
    })

    it('refuses what cannot be kept, and takes what only spells it', async () => {
      const odd = [sigma('Nul', 'id-1').replace('Ada', 'A\0'), sigma('Nul', 'id-1').replace('Ada', '"A\\0"')]
      const fine = sigma('Fine', 'id-2').replace('Ada', String.raw`'\0 \u0000'`)
      const { results } = await write(IMPORT, { documents: [...odd, fine] })
      expect(results.map((each: { error: object | null }) => each.error === null)).toEqual([false, false, true])
    })

    it('gives a policy whose Sigma id is known the new definition, and leaves what members set', async () => {
      const [{ policy }] = (await write(IMPORT, { documents: [sigma('One', 'id-1')] })).results
      await write(UPDATE, { id: policy.id, expectedVersion: 1, name: 'Ours', severity: 'LOW', enabled: true })
      expect((await write(IMPORT, { documents: [sigma('One', 'id-1')] })).results).toMatchObject([
        { policy: { version: 2 } },
      ])
      expect((await write(IMPORT, { documents: [sigma('New', 'id-1', 'x')] })).results).toMatchObject([
        {
          policy: {
            id: policy.id,
            name: 'Ours',
            severity: 'LOW',
            enabled: true,
            version: 3,
            definition: { sigma: sigma('New', 'id-1', 'x') },
          },
        },
      ])
      await write(DELETE, { id: policy.id })
      const [again] = (await write(IMPORT, { documents: [sigma('One', 'id-1')] })).results
      expect(again.policy.id).not.toBe(policy.id)
    })

    it('keeps two tenants with the same Sigma id apart', async () => {
      const other = `${tenant}-other`
      const [mine] = (await write(IMPORT, { documents: [sigma('One', 'id-1')] })).results
      const [theirs] = (await write(IMPORT, { documents: [sigma('One', 'id-1', 'x')] }, other)).results
      expect(theirs.policy).toMatchObject({ version: 1 })
      expect(theirs.policy.id).not.toBe(mine.policy.id)
      expect(await names(other)).toContain('One')
    })

    it.each([
      ['nothing', ['# only a comment\n']],
      ['over 5 MB', ['x'.repeat(5 * 1024 * 1024 + 1)]],
      ['over 10,000 documents', ['a: 1\n---\n'.repeat(10_001)]],
    ])('refuses %s whole', async (_, documents) => {
      expect(await write(IMPORT, { documents })).toMatchObject({ results: [], userErrors: [{ path: ['documents'] }] })
    })

    it('takes what fits into 5,000 policies and refuses the rest one by one', async () => {
      const documents = [Array.from({ length: 5_010 }, (_, n) => sigma(`Rule ${n}`, `id-${n}`)).join('---\n')]
      const { data } = await ask(subgraph, tenant, IMPORT.replaceAll(PARTS, 'id'), { i: { documents } })
      const { results } = data.importSigma
      expect(results).toHaveLength(5_010)
      expect(results.filter((each: { policy: unknown }) => each.policy)).toHaveLength(5_000 - BUILT_IN.length)
      expect(results.at(-1).error).toMatchObject({ code: 'CONFLICT' })
    }, 60_000)
  })

  describe('explainPolicy', () => {
    const explain = (policy: string, id: string, of = tenant) => write(EXPLAIN, { policy, activity: id }, of)
    const keep = (each: StoredActivity, of = tenant) => stored.set(`${of}|${each.id}`, each)

    it('tells each condition with what was there, whether or not it matches', async () => {
      const { policy } = await create()
      keep(activity('in'))
      keep(activity('out', { action: 'file.download' }))
      await bed.feed(tenant, [activity('in')])
      const condition = { field: 'action', operator: 'in', expected: ['user.login'] }
      expect(await explain(policy.id, 'in')).toMatchObject({
        explanation: { matched: true, conditions: [{ ...condition, actual: 'user.login', matched: true }] },
        userErrors: [],
      })
      expect(await explain(policy.id, 'out')).toMatchObject({
        explanation: { matched: false, conditions: [{ ...condition, actual: 'file.download', matched: false }] },
      })
    })

    it('goes by what the detector remembers, and remembers nothing of it', async () => {
      const { policy } = await write(CREATE, { name: 'Travel', template: 'impossible-travel', enabled: true })
      await bed.feed(tenant, [activity('home')])
      keep(activity('far', { time: minute(2), ip: place('JP') }))
      for (const _ of [1, 2])
        expect((await explain(policy.id, 'far')).explanation).toMatchObject({
          matched: true,
          summary: expect.stringContaining('DE and JP are'),
        })
      await bed.feed(tenant, [activity('still-home', { time: minute(3) })])
      expect(await alerts()).toEqual([])
    })

    it('says when it has nothing to go by, when the policy is off, and when the activity is out of scope', async () => {
      await connect()
      const { policy } = await create({ enabled: false, scope: { excludedUsers: ['user-ann'] } })
      keep(activity('in'))
      const { explanation } = await explain(policy.id, 'in')
      expect(explanation.matched).toBe(false)
      expect(explanation.summary).toMatch(/excluded from .* switched off\. .*not in this process/)
    })

    it('knows neither policies nor activities of another tenant', async () => {
      const { policy } = await create()
      keep(activity('mine'))
      const other = `${tenant}-other`
      const theirs = (await create({}, other)).policy
      keep(activity('theirs'), other)
      expect(await explain(policy.id, 'theirs')).toMatchObject({
        explanation: null,
        userErrors: [{ code: 'NOT_FOUND', path: ['activity'] }],
      })
      expect(await explain(theirs.id, 'mine')).toMatchObject({
        explanation: null,
        userErrors: [{ code: 'NOT_FOUND', path: ['policy'] }],
      })
      expect((await explain(policy.id, 'mine')).explanation.matched).toBe(true)
    })
  })

  it('keeps two tenants apart on every path', async () => {
    const { policy } = await create()
    const other = `${tenant}-other`
    await create({ name: 'Theirs' }, other)
    expect(await names(other)).not.toContain('Mine')
    expect((await ask(subgraph, other, `{ policy(id: "${policy.id}") { id } }`)).data.policy).toBeNull()
    expect(
      (await write(UPDATE, { id: policy.id, expectedVersion: 1, enabled: false }, other)).userErrors,
    ).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await write(DELETE, { id: policy.id }, other)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await create({ name: 'Theirs' })).userErrors).toEqual([])
  })

  describe('health', () => {
    const HEALTH = `{ policies(first: 500) { edges { node { name learning { daysLearnt }
      health { verdict missingFields failures forgotten problem { code message path } suppressed { name count } } } } } }`
    const health = async (name: string, of = tenant) =>
      (await ask(subgraph, of, HEALTH)).data.policies.edges.find(
        (edge: { node: { name: string } }) => edge.node.name === name,
      )?.node.health
    /** Feeds past the next snapshot, with which the process tells how policies fare. */
    const snapshot = async (events: StoredActivity[], of = tenant) => {
      await bed.feed(of, events.slice(0, -1))
      now += 31_000
      await bed.feed(of, events.slice(-1))
      await until(async () => {
        const { rows } = await bed.feeder.system.query('select 1 from alerts.policy_status where tenant = $1', [of])
        return rows.length > 0
      })
    }
    const events = (count: number, parts: Partial<StoredActivity> = {}) =>
      Array.from({ length: count }, (_, n) =>
        activity(`e-${n}`, {
          action: 'file.view',
          raw: '{"eventType":"x","actor":{"type":"User"}}',
          ...parts,
          time: (parts.time ?? START) + n,
        }),
      )

    it.each<[string, object, StoredActivity[], object]>([
      ['WORKING', { definition: SIGN_IN }, [activity('in'), ...events(100)], { verdict: 'WORKING', problem: null }],
      ['DISABLED', { enabled: false }, events(100), { verdict: 'DISABLED' }],
      [
        'UNFED',
        {
          kind: 'SIGMA',
          definition: { sigma: sigma('T', null).replace('okta, service: okta', 'github, service: audit') },
        },
        events(100),
        { verdict: 'UNFED' },
      ],
      [
        'BLIND, with the fields',
        {
          kind: 'SIGMA',
          definition: {
            sigma: sigma('T', null).replace(
              'eventType: user.lifecycle.create',
              'eventType: x\n    debugContext.risk: high\n    actor.type: User',
            ),
          },
        },
        events(100),
        { verdict: 'BLIND', missingFields: ['debugContext.risk'] },
      ],
      [
        'not BLIND before enough events came',
        { kind: 'SIGMA', definition: { sigma: sigma('T', null).replace('eventType', 'debugContext') } },
        events(99),
        { verdict: 'WORKING', missingFields: [] },
      ],
      [
        'NOT_READY while there is no database of countries',
        { template: 'impossible-travel', kind: null, definition: null },
        events(100),
        { verdict: 'NOT_READY', problem: { code: 'NOT_READY' } },
      ],
    ])('is %s', async (_, i, given, expected) => {
      await create(i)
      await snapshot(given)
      expect(await health('Mine')).toMatchObject(expected)
    })

    it('is SILENT after 30 days without a match', async () => {
      const { policy } = await create()
      await bed.feeder.write(tenant, tx =>
        tx.query('update alerts.policy set enabled_at = $3 where tenant = $1 and id = $2', [
          tenant,
          policy.id,
          new Date(START),
        ]),
      )
      now = minute(31 * 24 * 60)
      await snapshot(events(100, { time: now }))
      expect(await health('Mine')).toMatchObject({ verdict: 'SILENT' })
    })

    it('is UNREADABLE when this version cannot read the definition, and NOT_READY when the apps of its scope are gone', async () => {
      await connect()
      const { policy } = await create({ scope: { apps: ['app-okta'] } })
      await bed.feeder.write(tenant, tx =>
        tx.query(`update alerts.app set state = 'DISCONNECTED' where tenant = $1`, [tenant]),
      )
      expect(await health('Mine')).toMatchObject({
        verdict: 'NOT_READY',
        problem: { code: 'NOT_FOUND', path: ['scope', 'apps'] },
      })
      await bed.feeder.write(tenant, tx =>
        tx.query(`update alerts.policy set definition = '{"filter":{"colour":1}}' where tenant = $1 and id = $2`, [
          tenant,
          policy.id,
        ]),
      )
      expect(await health('Mine')).toMatchObject({ verdict: 'UNREADABLE', problem: { path: ['definition'] } })
    })

    it('tells how far the detector has learnt, of the definition as it is now', async () => {
      const { policy } = await write(CREATE, { name: 'Travel', template: 'impossible-travel' })
      const keep = (of: string) =>
        bed.feeder.write(of, tx =>
          tx.query(
            `insert into alerts.policy_status (tenant, policy, definition_version, fed, missing, learning, forgotten)
             values ($1, $2, 1, true, '{}', '{"daysLearnt":3,"daysNeeded":7,"usersReady":0.5}', 9)`,
            [of, policy.id],
          ),
        )
      const learning = async () =>
        (
          await ask(
            subgraph,
            tenant,
            `{ policy(id: "${policy.id}") { learning { daysLearnt daysNeeded usersReady } health { forgotten } } }`,
          )
        ).data.policy
      await keep(`${tenant}-other`)
      expect(await learning()).toEqual({ learning: null, health: { forgotten: 0 } })
      await keep(tenant)
      expect(await learning()).toEqual({
        learning: { daysLearnt: 3, daysNeeded: 7, usersReady: 0.5 },
        health: { forgotten: 9 },
      })
      const definition = { detector: 'impossible-travel', parameters: { maxSpeedKmh: 800 } }
      await write(UPDATE, { id: policy.id, expectedVersion: 1, definition })
      expect(await learning()).toEqual({ learning: null, health: { forgotten: 0 } })
    })

    it('tells nothing of one tenant to another', async () => {
      const other = `${tenant}-other`
      await create({ kind: 'SIGMA', definition: { sigma: sigma('T', null).replace('eventType', 'debugContext') } })
      await create(
        { kind: 'SIGMA', definition: { sigma: sigma('T', null).replace('eventType', 'debugContext') } },
        other,
      )
      await snapshot(events(100))
      expect(await health('Mine')).toMatchObject({ verdict: 'BLIND' })
      expect(await health('Mine', other)).toMatchObject({ verdict: 'WORKING', missingFields: [] })
    })
  })
})
