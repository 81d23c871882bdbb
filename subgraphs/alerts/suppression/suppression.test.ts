import type { RunningSubgraph, StoredActivity } from '@casbah/kit'
import { Database } from '@casbah/kit'
import { foundOn } from '../testing/found.ts'
import { activity, burst, minute, START } from '../testing/activity.ts'
import { ask, openAlerts } from '../testing/open.ts'
import { recordSuppressions } from './record.ts'
import { Retention } from '../retention/retention.ts'

const LIST = `query ($policy: ID, $first: Int, $after: Cursor) { suppressions(policy: $policy, first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor }
  edges { node { at name policy { id name } activity { id } user { id } explanation { summary suppressions { name applied } } } } } }`
const COUNTS =
  '{ policies(first: 500) { edges { node { id name health { verdict problem { code } suppressed { name count } } } } } }'

describe('the ledger of what was not raised', () => {
  let bed: Awaited<ReturnType<typeof openAlerts>>
  let subgraph: RunningSubgraph
  let tenants = 0
  let tenant: string
  const now = () => minute(60)

  beforeAll(async () => {
    bed = await openAlerts({ now, matchesPerDay: 5 })
    subgraph = await bed.start()
  })
  beforeEach(() => void (tenant = `tenant-${tenants++}`))
  afterAll(async () => {
    await subgraph.stop()
    await bed.close()
  })

  /** Writes what a detector kept from being raised. */
  const suppress = (activities: StoredActivity[], { by = 'corporate-network', of = tenant, kept = 1_000 } = {}) =>
    bed.feeder.write(of, async tx => {
      const found = await foundOn(tx, activities)
      const suppressed = found.map(each => ({ ...each, match: { ...each.match, suppressedBy: by } }))
      await recordSuppressions(tx, suppressed, kept)
    })
  const list = async (variables: object = {}, of = tenant) => {
    const answer = await ask(subgraph, of, LIST, { ...variables })
    expect(answer.errors).toBeUndefined()
    return answer.data.suppressions
  }
  const ids = (page: { edges: { node: { activity: { id: string } } }[] }) =>
    page.edges.map(({ node }) => node.activity.id)
  const policy = async (name = 'Password attack', of = tenant) =>
    (await ask(subgraph, of, COUNTS)).data.policies.edges.find(
      (edge: { node: { name: string } }) => edge.node.name === name,
    ).node

  it('has each with its reason, newest first, in pages', async () => {
    await suppress(burst('a', 3, {}))
    await suppress([activity('z', { time: minute(3), userId: null })], { by: 'new-network' })
    const whole = await list()
    expect(ids(whole)).toEqual(['z', 'a-2', 'a-1', 'a-0'])
    expect(whole.totalCount).toBe(4)
    expect(whole.edges[0].node).toMatchObject({
      at: '2027-03-02T09:03:00.000Z',
      name: 'new-network',
      policy: { name: 'Password attack' },
      user: null,
      explanation: { summary: 'z' },
    })
    expect(whole.edges[1].node.user).toEqual({ id: 'user-ann' })
    const first = await list({ first: 3 })
    expect(first.pageInfo.hasNextPage).toBe(true)
    expect([...ids(first), ...ids(await list({ first: 3, after: first.pageInfo.endCursor }))]).toEqual(ids(whole))
  })

  it('keeps what an event holds, whatever characters these are', async () => {
    const odd = 'a\0b\ud800"\\u0000'
    await bed.feeder.write(tenant, async tx => {
      const [found] = await foundOn(tx, [activity('a')])
      const explanation = { ...found!.match.explanation, summary: odd }
      await recordSuppressions(tx, [{ ...found!, match: { ...found!.match, suppressedBy: 'x', explanation } }])
    })
    expect((await list()).edges[0].node.explanation.summary).toBe(odd)
  })

  it('is asked by policy', async () => {
    await suppress(burst('a', 2, {}))
    const { id } = await policy()
    const other = await policy('Mass download')
    expect((await list({ policy: id })).totalCount).toBe(2)
    expect((await list({ policy: other.id })).totalCount).toBe(0)
    expect((await list({ policy: 'none' })).totalCount).toBe(0)
  })

  it('keeps two tenants apart, also their cursors', async () => {
    await suppress(burst('a', 3, {}))
    const { pageInfo } = await list({ first: 1 })
    await suppress(burst('b', 1, {}), { of: `${tenant}-other` })
    expect(ids(await list({}, `${tenant}-other`))).toEqual(['b-0'])
    expect(ids(await list())).toHaveLength(3)
    const answer = await ask(subgraph, `${tenant}-other`, LIST, { after: pageInfo.endCursor })
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_CURSOR')
    expect((await policy('Password attack', `${tenant}-other`)).health.suppressed).toEqual([
      { name: 'corporate-network', count: 1 },
    ])
  })

  it('keeps so many of a policy and day, and counts all, by name', async () => {
    await suppress(burst('a', 3, {}), { kept: 4 })
    await suppress(burst('b', 3, {}), { kept: 4, by: 'new-network' })
    await suppress(burst('c', 1, { time: minute(24 * 60) }), { kept: 4 })
    expect(ids(await list()).toSorted()).toEqual(['a-0', 'a-1', 'a-2', 'b-0', 'c-0'])
    expect((await policy()).health.suppressed).toEqual([
      { name: 'corporate-network', count: 4 },
      { name: 'new-network', count: 3 },
    ])
  })

  it('forgets after 30 days, in every tenant', async () => {
    await suppress([activity('old', { time: START }), activity('new', { time: minute(24 * 60) })])
    await suppress([activity('old')], { of: `${tenant}-other` })
    const db: Database = bed.feeder
    const silent = { warn: (error: object) => Promise.reject(error) } as never
    await new Retention(db, silent, () => minute(30 * 24 * 60 + 1)).run()
    expect(ids(await list())).toEqual(['new'])
    expect(await list({}, `${tenant}-other`)).toMatchObject({ totalCount: 0 })
  })

  it('has what a policy matched beyond its daily limit, which its health and one notice tell', async () => {
    await ask(
      subgraph,
      tenant,
      `mutation { createPolicy(input: { name: "Noise", kind: ACTIVITY, enabled: true, definition: { filter: {} } }) { policy { id } } }`,
    )
    const people = Array.from({ length: 8 }, (_, n) => activity(`e-${n}`, { time: START + n, userId: `u-${n}` }))
    await bed.feed(tenant, people.slice(0, 6))
    await bed.feed(tenant, people.slice(6))
    const { data } = await ask(
      subgraph,
      tenant,
      '{ alerts(first: 50) { edges { node { title severity explanation { summary } } } } }',
    )
    const titles = data.alerts.edges.map(({ node }: { node: { title: string; severity: string } }) => node)
    expect(titles).toHaveLength(6)
    expect(titles.filter(({ severity }: { severity: string }) => severity === 'INFORMATIONAL')).toMatchObject([
      { title: 'Noise is throttled until 2027-03-03T00:00:00.000Z' },
    ])
    expect((await policy('Noise')).health).toEqual({
      verdict: 'THROTTLED',
      problem: { code: 'RATE_LIMITED' },
      suppressed: [{ name: 'throttled', count: 3 }],
    })
    expect(ids(await list())).toEqual(['e-7', 'e-6', 'e-5'])
    expect((await list()).edges[0].node.explanation.suppressions).toEqual([{ name: 'throttled', applied: true }])
  })

  it('has each match once, also when the process ends without a snapshot', async () => {
    const all = `mutation { createPolicy(input: { name: "Noise", kind: ACTIVITY, enabled: true, definition: { filter: {} } }) { policy { id } } }`
    await ask(subgraph, tenant, all)
    const story = burst('e', 12, {})
    await bed.feed(tenant, story.slice(0, 9))
    await subgraph.stop()
    await bed.feeder.system.query('delete from alerts.snapshot')
    subgraph = await bed.start()
    await bed.feed(tenant, story.slice(9))
    expect(ids(await list()).toSorted()).toEqual(['e-10', 'e-11', 'e-5', 'e-6', 'e-7', 'e-8', 'e-9'])
    expect((await policy('Noise')).health.suppressed).toEqual([{ name: 'throttled', count: 7 }])
  })
})
