import type { ExecutionResult } from 'graphql'
import type { RunningSubgraph, StoredActivity } from '@casbah/kit'
import { BacktestRunner } from './runner.ts'
import { activity, burst, guessing, minute, place, START } from '../testing/activity.ts'
import { HistoryInMemory } from '../testing/history.ts'
import { ask, openAlerts, subscribeTo, until } from '../testing/open.ts'

const FIELDS = `id state progress since until activitiesRead alertCount suppressedCount overlap perDay { day count } topUsers { user { id } count }
  samples { title severity at activity { id } policy { name } explanation { summary matched } } policy { name } error { code message }`
const START_ONE = `mutation ($i: BacktestInput!) { backtestPolicy(input: $i) { backtest { ${FIELDS} } userErrors { code message path } } }`
const CANCEL = `mutation ($id: ID!) { cancelBacktest(input: { id: $id }) { backtest { ${FIELDS} } userErrors { code message } } }`
const READ = `query ($id: ID!) { backtest(id: $id) { ${FIELDS} } }`

const DAY = 86_400_000
const since = new Date(START).toISOString()
const now = START + 3 * DAY
/** Thirty downloads in ten minutes, as a draft. */
const DOWNLOADS = {
  kind: 'ACTIVITY',
  definition: { filter: { action: { in: ['file.download'] } }, count: 30, windowSeconds: 600, per: ['USER'] },
}
const EVERYTHING = { kind: 'ACTIVITY', definition: { filter: {} } }
const download = (prefix: string, count: number, parts: Partial<StoredActivity> = {}) =>
  burst(prefix, count, { action: 'file.download', ...parts })

describe('a backtest', () => {
  let bed: Awaited<ReturnType<typeof openAlerts>>
  let subgraph: RunningSubgraph
  let tenants = 0
  let tenant: string
  const history = new HistoryInMemory()

  beforeAll(async () => {
    bed = await openAlerts({ now: () => now, history })
    subgraph = await bed.start()
  })
  beforeEach(() => {
    tenant = `tenant-${tenants++}`
    history.reachable = true
    history.beforePage = () => undefined
  })
  afterAll(async () => {
    await subgraph.stop()
    await bed.close()
  })

  const store = (items: StoredActivity[], of = tenant) =>
    history.stored.set(of, [...(history.stored.get(of) ?? []), ...items])
  const begin = async (input: object, of = tenant) => {
    const { data, errors } = await ask(subgraph, of, START_ONE, { i: { since, ...input } })
    expect(errors).toBeUndefined()
    return data.backtestPolicy
  }
  const read = async (id: string, of = tenant) => (await ask(subgraph, of, READ, { id })).data.backtest
  const ended = async (id: string, of = tenant) => {
    await until(async () => !['QUEUED', 'RUNNING'].includes((await read(id, of)).state))
    return read(id, of)
  }
  const run = async (input: object, of = tenant) => ended((await begin(input, of)).backtest.id, of)
  const policyId = async (name: string, of = tenant): Promise<string> =>
    (
      await ask(
        subgraph,
        of,
        'query ($n: String!) { policies(filter: { name: { in: [$n] } }) { edges { node { id } } } }',
        {
          n: name,
        },
      )
    ).data.policies.edges[0].node.id

  it('finds in the past what would have been raised live, folded alike, and raises nothing', async () => {
    const story = [
      ...guessing('g', START),
      ...download('d', 70, { time: minute(30), userId: 'user-bob' }),
      ...download('e', 40, { time: minute(200), userId: 'user-bob' }),
      activity('far', { time: minute(400), ip: place('JP') }),
      activity('home', { time: minute(390) }),
    ]
    const live = `${tenant}-live`
    await bed.feed(live, story)
    await bed.feed(tenant, [activity('first', { time: START - DAY, action: 'other' })])
    store(story.map(each => ({ ...each, lane: 'history' })))
    const raised = (
      await ask(
        subgraph,
        live,
        '{ alerts { edges { node { title severity policy { name } explanation { summary } } } } }',
      )
    ).data.alerts.edges.map(({ node }: { node: object }) => node)
    const found: object[] = []
    for (const name of ['Password attack', 'Mass download', 'Impossible travel']) {
      const backtest = await run({ policy: await policyId(name) })
      expect(backtest).toMatchObject({ state: 'SUCCEEDED', progress: 1, policy: { name }, error: null })
      expect(backtest.alertCount).toBe(backtest.samples.length)
      for (const { title, severity, policy, explanation } of backtest.samples)
        found.push({ title, severity, policy, explanation: { summary: explanation.summary } })
    }
    const sorted = (each: object[]) => each.map(one => JSON.stringify(one)).sort()
    expect(sorted(found)).toEqual(sorted(raised))
    expect(found.length).toBe(4)
    expect((await ask(subgraph, tenant, '{ alerts { edges { node { id } } } }')).data.alerts.edges).toEqual([])
  })

  it('tells days, users, samples and how much was read', async () => {
    store(
      Array.from({ length: 30 }, (_, n) =>
        activity(`a${n}`, { time: START + n * 2 * 3_600_000, userId: `user-${n % 3}` }),
      ),
    )
    const backtest = await run({ ...EVERYTHING, until: new Date(START + 3 * DAY).toISOString() })
    expect(backtest).toMatchObject({
      state: 'SUCCEEDED',
      policy: null,
      activitiesRead: 30,
      alertCount: 30,
      overlap: 0,
      topUsers: [0, 1, 2].map(n => ({ user: { id: `user-${n}` }, count: 10 })),
      // From nine in the morning of the first day on, one every second hour.
      perDay: [8, 12, 10, 0].map((count, n) => ({ day: `2027-03-0${2 + n}T00:00:00.000Z`, count })),
    })
    expect(backtest.samples).toHaveLength(20)
    expect(backtest.samples[0]).toMatchObject({
      severity: 'MEDIUM',
      at: since,
      activity: { id: 'a0' },
      policy: null,
      explanation: { matched: true },
    })
  })

  it('tells how many of them the suppression rules in force would keep, in its tenant', async () => {
    const create = `mutation ($i: CreateSuppressionRuleInput!) { createSuppressionRule(input: $i) { userErrors { message } } }`
    const rule = {
      name: 'User 1',
      scope: { users: ['user-1'] },
      reason: 'Known.',
      expiresAt: new Date(now + DAY).toISOString(),
    }
    expect((await ask(subgraph, tenant, create, { i: rule })).data.createSuppressionRule.userErrors).toEqual([])
    const people = [0, 1, 2].map(n => activity(`a${n}`, { userId: `user-${n}` }))
    const downloads = download('d', 40, { time: minute(30), userId: 'user-1' })
    for (const of of [tenant, `${tenant}-other`]) store([...people, ...downloads], of)
    expect(await run(DOWNLOADS)).toMatchObject({ alertCount: 1, suppressedCount: 1 })
    expect(await run({ ...EVERYTHING, until: new Date(minute(10)).toISOString() })).toMatchObject({
      alertCount: 3,
      suppressedCount: 1,
    })
    expect(await run(DOWNLOADS, `${tenant}-other`)).toMatchObject({ alertCount: 1, suppressedCount: 0 })
  })

  it('reads as much before its span as the policy remembers, and counts nothing of it', async () => {
    store([...download('d', 40, { time: START - 40_000 }), ...download('old', 40, { time: START - 3_600_000 })])
    history.asked.length = 0
    const backtest = await run(DOWNLOADS)
    // Twenty lie before the span: without them the twenty within would not be thirty.
    expect(backtest).toMatchObject({ alertCount: 1, activitiesRead: 40 })
    expect(history.asked).toContainEqual({ tenant, since: START - 600_000, until: now })
  })

  it('goes by the scope of a draft, out before in', async () => {
    await bed.feeder.write(tenant, async tx => {
      await tx.query(
        `insert into alerts.app (tenant, id, connector, name, state) values ($1, 'app-okta', 'okta', 'Okta', 'CONNECTED')`,
        [tenant],
      )
      await tx.query(
        `insert into alerts.account (tenant, id, app, name, user_id, groups)
         select $1, 'account-' || n, 'app-okta', n, 'user-' || n, case n when 'c' then '{Staff}'::text[] else '{}' end
         from unnest('{a,b,c}'::text[]) n`,
        [tenant],
      )
    })
    store([
      activity('a', { userId: 'user-a' }),
      activity('b', { userId: 'user-b', app: 'app-github' }),
      activity('c', { userId: 'user-c', accountId: 'account-c' }),
      activity('none', { userId: null }),
    ])
    const users = async (scope: object) =>
      (await run({ ...EVERYTHING, scope })).samples
        .map(({ activity: { id } }: { activity: { id: string } }) => id)
        .sort()
    expect(await users({ apps: ['app-okta'] })).toEqual(['a', 'c', 'none'])
    expect(await users({ users: ['user-a', 'user-b'] })).toEqual(['a', 'b'])
    expect(await users({ users: ['user-a', 'user-b'], excludedUsers: ['user-b'] })).toEqual(['a'])
    expect(await users({ groups: ['staff'] })).toEqual(['c'])
  })

  it('tells how much falls on alerts of other policies, by activity or by user and time', async () => {
    await bed.feed(tenant, guessing('g', START))
    store([
      activity('g-in', { time: minute(0) + 40_000, userId: null }),
      activity('near', { time: minute(50), action: 'near' }),
      activity('later', { time: minute(500), action: 'later' }),
      activity('other', { time: minute(5), userId: 'user-bob', action: 'other' }),
    ])
    const on = (action: string) => ({ kind: 'ACTIVITY', definition: { filter: { action: { in: [action] } } } })
    const overlaps = async (input: object) => (await run(input)).overlap
    expect(await overlaps(on('user.login'))).toBe(1)
    expect(await overlaps(on('near'))).toBe(1)
    expect(await overlaps(on('later'))).toBe(0)
    expect(await overlaps(on('other'))).toBe(0)
    store(guessing('g', START))
    const own = await run({ policy: await policyId('Password attack') })
    expect([own.alertCount, own.overlap]).toEqual([1, 0])
  })

  it.each([
    ['neither policy nor draft', {}, null],
    ['both', { policy: 'x', ...DOWNLOADS }, ['policy']],
    ['a policy that is not there', { policy: '00000000-0000-4000-8000-000000000000' }, ['policy']],
    ['a definition that cannot be read', { kind: 'ACTIVITY', definition: { count: 0 } }, ['definition']],
    ['a kind that judges no activities', { kind: 'RESOURCE', definition: { filter: {} } }, ['kind']],
    ['no past', { ...DOWNLOADS, since: new Date(now + 1).toISOString() }, ['since']],
    ['too much past', { ...DOWNLOADS, since: new Date(now - 401 * DAY).toISOString() }, ['since']],
    ['users who are not there', { ...DOWNLOADS, scope: { users: ['nobody'] } }, ['scope', 'users']],
  ])('refuses %s with the remedy', async (_, input, path) => {
    const { backtest, userErrors } = await begin(input)
    expect([backtest, userErrors.map((each: { path: unknown }) => each.path)]).toEqual([null, [path]])
    expect(userErrors[0].message).toMatch(/^[A-Z].*\.$/)
  })

  it('answers a repeat with the same key by the first, in its tenant alone', async () => {
    const input = { ...DOWNLOADS, idempotencyKey: 'once' }
    const first = await begin(input)
    const other = await begin(input, `${tenant}-other`)
    expect((await begin(input)).backtest.id).toBe(first.backtest.id)
    expect(other.backtest.id).not.toBe(first.backtest.id)
  })

  it('keeps two tenants with equal activities apart on every path', async () => {
    const other = `${tenant}-other`
    store(download('d', 30))
    store(download('d', 30, { userId: 'user-other' }), other)
    const mine = await run(DOWNLOADS)
    const theirs = await run(DOWNLOADS, other)
    expect(mine.topUsers).toEqual([{ user: { id: 'user-ann' }, count: 1 }])
    expect(theirs.topUsers).toEqual([{ user: { id: 'user-other' }, count: 1 }])
    expect(await read(mine.id, other)).toBeNull()
    expect((await ask(subgraph, other, CANCEL, { id: mine.id })).data.cancelBacktest).toMatchObject({
      backtest: null,
      userErrors: [{ code: 'NOT_FOUND' }],
    })
    const refused = await subscribeTo(subgraph, other, 'subscription ($id: ID!) { backtestProgress(id: $id) { id } }', {
      id: mine.id,
    })
    expect(refused).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
    await bed.feed(other, [activity('first')])
    expect((await begin({ policy: await policyId('Mass download', other) })).userErrors[0].code).toBe('NOT_FOUND')
  })

  it('says why it failed and what to do when activities does not answer', async () => {
    store(download('d', 30))
    history.reachable = false
    const failed = await run(DOWNLOADS)
    expect(failed).toMatchObject({ state: 'FAILED', alertCount: 0, error: { code: 'UNAVAILABLE' } })
    expect(failed.error.message).toMatch(/Try again/)
  })

  /** A history of three pages that stops before the last until it is let go. */
  let isReached = false
  function gate() {
    const { promise, resolve } = Promise.withResolvers<void>()
    store(
      Array.from({ length: 3_000 }, (_, n) => activity(`a${n}`, { time: START + n * 60_000, userId: `u${n % 50}` })),
    )
    isReached = false
    history.beforePage = page => {
      if (page !== 2) return undefined
      isReached = true
      return promise
    }
    return resolve
  }
  /** The first page is judged, and the next never comes. */
  async function reached() {
    await until(() => isReached)
    await new Promise(resolve => setTimeout(resolve, 300))
  }

  it('ends at once when it is cancelled, and keeps what it found', async () => {
    const release = gate()
    const { backtest } = await begin(EVERYTHING)
    await until(async () => (await read(backtest.id)).state === 'RUNNING')
    await reached()
    const cancelled = (await ask(subgraph, tenant, CANCEL, { id: backtest.id })).data.cancelBacktest
    release()
    expect(cancelled).toMatchObject({ backtest: { state: 'CANCELLED' }, userErrors: [] })
    expect(cancelled.backtest.alertCount).toBeGreaterThan(0)
    expect(cancelled.backtest.activitiesRead).toBe(2_000)
    expect(await read(backtest.id)).toEqual(cancelled.backtest)
    // A second time changes nothing; what has ended cannot be cancelled.
    expect((await ask(subgraph, tenant, CANCEL, { id: backtest.id })).data.cancelBacktest.userErrors).toEqual([])
    const done = await run(DOWNLOADS)
    expect((await ask(subgraph, tenant, CANCEL, { id: done.id })).data.cancelBacktest.userErrors[0].code).toBe(
      'CONFLICT',
    )
  })

  it('ends soon when another process cancels it', async () => {
    const release = gate()
    const { backtest } = await begin(EVERYTHING)
    await until(async () => (await read(backtest.id)).state === 'RUNNING')
    await reached()
    await bed.feeder.write(tenant, tx =>
      tx.query(`update alerts.backtest set state = 'CANCELLED', ended_at = now() where tenant = $1`, [tenant]),
    )
    // Its next page never comes: it hears of the end all the same, and keeps what it found.
    await until(async () => (await read(backtest.id)).activitiesRead === 2_000)
    expect(await read(backtest.id)).toMatchObject({ state: 'CANCELLED' })
    release()
  })

  it('lets live detection go on, runs one of a tenant at a time, and tells its progress until it ends', async () => {
    const release = gate()
    const first = (await begin(EVERYTHING)).backtest.id
    const second = (await begin(DOWNLOADS)).backtest.id
    const told: { state: string; progress: number }[] = []
    const stream = (await subscribeTo(
      subgraph,
      tenant,
      'subscription ($id: ID!) { backtestProgress(id: $id) { state progress } }',
      { id: first },
    )) as AsyncGenerator<ExecutionResult>
    const following = (async () => {
      for await (const { data } of stream) told.push(data!.backtestProgress as (typeof told)[number])
    })()
    await until(async () => (await read(first)).state === 'RUNNING')
    await bed.feed(tenant, guessing('g', START))
    expect((await ask(subgraph, tenant, '{ alerts { edges { node { id } } } }')).data.alerts.edges).toHaveLength(1)
    expect((await read(second)).state).toBe('QUEUED')
    release()
    await ended(first)
    expect((await ended(second)).state).toBe('SUCCEEDED')
    await following
    expect(told.at(-1)).toEqual({ state: 'SUCCEEDED', progress: 1 })
    expect(told.length).toBeGreaterThan(1)
  })

  it('is begun anew when its process died, and given up when it takes every process along', async () => {
    store(download('d', 30))
    const leave = async (attempts: number) => {
      const { backtest } = await begin(DOWNLOADS)
      await ended(backtest.id)
      await bed.feeder.system.query(
        `update alerts.backtest set state = 'RUNNING', worker = '00000000-0000-4000-8000-000000000000', attempts = $2, alert_count = 7,
           ended_at = null, beat_at = now() - interval '40 seconds' where id = $1`,
        [backtest.id, attempts],
      )
      return ended(backtest.id)
    }
    expect(await leave(1)).toMatchObject({ state: 'SUCCEEDED', alertCount: 1 })
    expect(await leave(3)).toMatchObject({ state: 'FAILED', error: { message: expect.stringMatching(/shorter span/) } })
  })

  it('waits for another process when its own is stopped in order', async () => {
    const release = gate()
    const runner = new BacktestRunner({
      db: bed.feeder,
      logger: { warn: () => undefined, error: () => undefined } as never,
      history,
      now: () => now,
    })
    await subgraph.stop()
    await bed.feeder.write(tenant, tx =>
      tx.query(
        `insert into alerts.backtest (tenant, id, subject, state, since, until, app) values ($1, '00000000-0000-4000-8000-00000000000a', 'null', 'QUEUED', $2, $2, 'app-okta')`,
        [tenant, new Date(now).toISOString()],
      ),
    )
    const state = async () =>
      (await bed.feeder.system.query('select state, attempts from alerts.backtest where tenant = $1', [tenant])).rows[0]
    runner.start()
    await until(async () => (await state()).state === 'RUNNING')
    await runner.stop()
    expect(await state()).toEqual({ state: 'QUEUED', attempts: 0 })
    release()
    subgraph = await bed.start()
    await until(async () => (await state()).state === 'SUCCEEDED')
  })

  it('is kept for 30 days after it ended', async () => {
    const [old, young] = [await run(DOWNLOADS), await run(DOWNLOADS)]
    const age = (id: string, days: number) =>
      bed.feeder.system.query(
        `update alerts.backtest set ended_at = now() - interval '1 day' * $2::int where id = $1`,
        [id, days],
      )
    await age(old.id, 31)
    await age(young.id, 29)
    const { dropOldBacktests } = await import('../system-statements.ts')
    await dropOldBacktests(bed.feeder)
    expect([await read(old.id), (await read(young.id)).id]).toEqual([null, young.id])
  })
})
