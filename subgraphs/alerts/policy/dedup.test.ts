import type { RunningSubgraph } from '@casbah/kit'
import { activity, minute } from '../testing/activity.ts'
import { ask, openAlerts } from '../testing/open.ts'

const CREATE = `mutation ($i: CreatePolicyInput!) { createPolicy(input: $i) {
  policy { id version dedupSeconds } userErrors { code path } } }`
const UPDATE = `mutation ($i: UpdatePolicyInput!) { updatePolicy(input: $i) {
  policy { version dedupSeconds } userErrors { code path } } }`

describe('the time in which equal matches of a policy are one alert', () => {
  let bed: Awaited<ReturnType<typeof openAlerts>>
  let subgraph: RunningSubgraph
  let tenants = 0
  let tenant: string

  beforeAll(async () => {
    bed = await openAlerts({ now: () => minute(120) })
    subgraph = await bed.start()
  })
  beforeEach(() => (tenant = `dedup-${tenants++}`))
  afterAll(async () => {
    await subgraph.stop()
    await bed.close()
  })

  const definition = { filter: { action: { in: ['file.download'] } } }
  const create = async (i: object, of = tenant) => {
    const answer = await ask(subgraph, of, CREATE, {
      i: { name: 'Downloads', kind: 'ACTIVITY', definition, enabled: true, ...i },
    })
    expect(answer.errors).toBeUndefined()
    return answer.data.createPolicy
  }
  /** Numbers of activities of the alerts after one match each at these minutes. */
  const counts = async (policy: string, minutes: number[], of = tenant) => {
    for (const each of minutes)
      await bed.feed(of, [activity(`m${each}`, { action: 'file.download', time: minute(each) })])
    const { data } = await ask(
      subgraph,
      of,
      `query ($f: AlertFilter) { alerts(filter: $f, orderBy: LAST_ACTIVITY_AT_DESC) { edges { node { activityCount } } } }`,
      { f: { policy: [policy] } },
    )
    return data.alerts.edges.map((edge: { node: { activityCount: number } }) => edge.node.activityCount).toReversed()
  }

  it.each<[string, object, number, number[]]>([
    ['an hour when nothing is said', {}, 3_600, [2, 2]],
    ['ten minutes', { dedupSeconds: 600 }, 600, [1, 1, 2]],
    ['none', { dedupSeconds: 0 }, 0, [1, 1, 1, 1]],
    ['a day', { dedupSeconds: 86_400 }, 86_400, [4]],
  ])('is %s', async (_what, i, seconds, expected) => {
    const { policy } = await create(i)
    expect(policy.dedupSeconds).toBe(seconds)
    expect(await counts(policy.id, [0, 30, 100, 105])).toEqual(expected)
  })

  it('can be changed, for one tenant alone, and is told among the changes', async () => {
    const other = `${tenant}-other`
    const { policy } = await create({})
    const { policy: theirs } = await create({}, other)
    const update = async (i: object) => {
      const answer = await ask(subgraph, tenant, UPDATE, { i: { id: policy.id, expectedVersion: 1, ...i } })
      expect(answer.errors).toBeUndefined()
      return answer.data.updatePolicy
    }
    for (const dedupSeconds of [-1, 86_401])
      expect(await update({ dedupSeconds })).toMatchObject({
        policy: null,
        userErrors: [{ code: 'BAD_USER_INPUT', path: ['dedupSeconds'] }],
      })
    expect(await update({ dedupSeconds: 60 })).toMatchObject({ policy: { version: 2, dedupSeconds: 60 } })
    expect([await counts(policy.id, [0, 30]), await counts(theirs.id, [0, 30], other)]).toEqual([[1, 1], [2]])
    const [changed] = await bed.feeder.read(tenant, tx =>
      tx.query<{ fields: string[] }>(
        `select fields from alerts.policy_change where tenant = $1 and policy = $2 and version = 2`,
        [tenant, policy.id],
      ),
    )
    expect(changed!.fields).toEqual(['dedupSeconds'])
  })
})
