import type { RunningSubgraph, StoredActivity } from '@casbah/kit'
import { raiseAlerts } from '../alert/raise.ts'
import { activity, minute, place } from '../testing/activity.ts'
import { foundOn } from '../testing/found.ts'
import { ask, openAlerts } from '../testing/open.ts'

const HEALTH = `{ policies(first: 500) { edges { node { id name health { verdict falsePositiveShare matchesPerDay advice
  proposals { scope { users { id } ips resources { id } } alerts falsePositives truePositives } } } } } }`
const DAY = 24 * 60

// Answers are read field by field; their shape is the query's.
type Read = Record<string, any> // eslint-disable-line typescript/no-explicit-any

describe('what verdicts say of a policy', () => {
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
    tenant = `feedback-${tenants++}`
    now = minute(0)
  })
  afterAll(async () => {
    await subgraph.stop()
    await bed.close()
  })

  const read = async (query: string, variables: Record<string, unknown> = {}, of = tenant): Promise<Read> => {
    const answer = await ask(subgraph, of, query, variables)
    expect(answer.errors).toBeUndefined()
    return answer.data
  }
  const policy = async (of = tenant): Promise<Read> =>
    (await read(HEALTH, {}, of)).policies.edges.find(({ node }: Read) => node.name === 'Password attack').node
  const health = async (of = tenant) => (await policy(of)).health
  let made = 0
  /** Raises an alert on an activity, and classifies it. */
  const judge = async (classification: string | null, parts: Partial<StoredActivity> = {}, of = tenant) => {
    const id = `a-${made++}`
    await bed.feeder.write(of, async tx =>
      raiseAlerts(tx, await foundOn(tx, [activity(id, { time: now, ...parts })]), now),
    )
    if (!classification) return
    const triage = 'mutation ($i: TriageInput!) { triageAlerts(input: $i) { count userErrors { message } } }'
    const i = { filter: { text: `${id} ` }, state: 'RESOLVED', classification }
    expect((await read(triage, { i }, of)).triageAlerts).toEqual({ count: 1, userErrors: [] })
  }
  const times = async (count: number, classification: string | null, parts: Partial<StoredActivity> = {}) => {
    for (let n = 0; n < count; n++) await judge(classification, parts)
  }
  const BOT = { userId: 'user-bot', accountId: 'account-bot' }
  const somebody = (n: number) => ({ userId: `user-${n}`, ip: place('DE', `198.51.100.${n}`) })

  it('calls it mostly false from five classified alerts and more than half on', async () => {
    await times(2, 'BENIGN', BOT)
    await times(2, 'FALSE_POSITIVE', BOT)
    expect(await health()).toMatchObject({ verdict: 'WORKING', falsePositiveShare: 0.5, advice: null })
    await times(1, null, BOT)
    expect(await health()).toMatchObject({ verdict: 'WORKING', falsePositiveShare: 0.5 })
    await times(1, 'FALSE_POSITIVE', BOT)
    expect(await health()).toMatchObject({ verdict: 'MOSTLY_FALSE', falsePositiveShare: 0.6 })
  })

  it('counts no simulated alert', async () => {
    await times(6, 'FALSE_POSITIVE', { isSimulated: true })
    expect(await health()).toMatchObject({ verdict: 'WORKING', falsePositiveShare: null, proposals: [] })
  })

  it('proposes what most false positives share, with what it would have kept, the safest first', async () => {
    await bed.feeder.write(tenant, tx =>
      tx.query(
        `insert into alerts.account (tenant, id, app, name, user_id) values ($1, 'account-bot', 'app-okta', 'Backup Bot', 'user-bot')`,
        [tenant],
      ),
    )
    for (let n = 0; n < 4; n++) await judge('FALSE_POSITIVE', { ...BOT, ip: place('DE', `192.0.2.${n}`) })
    await judge(null, { ...BOT, ip: place('DE', '192.0.2.9') })
    for (let n = 0; n < 3; n++) await judge('FALSE_POSITIVE', { ...somebody(n), ip: place('DE', '203.0.113.50') })
    await judge('TRUE_POSITIVE', { ...somebody(9), ip: place('DE', '203.0.113.50') })
    expect(await health()).toMatchObject({
      verdict: 'MOSTLY_FALSE',
      falsePositiveShare: 7 / 8,
      advice:
        '7 of the 8 alerts classified in 30 days were false positives. Suppress the user Backup Bot by a suppression rule with the scope of the first proposal: it would have kept 5 alerts of the last 90 days, none of them a true positive.',
      proposals: [
        {
          scope: { users: [{ id: 'user-bot' }], ips: [], resources: [] },
          alerts: 5,
          falsePositives: 4,
          truePositives: 0,
        },
        { scope: { users: [], ips: ['203.0.113.50'], resources: [] }, alerts: 4, falsePositives: 3, truePositives: 1 },
      ],
    })
  })

  it('proposes no more what a rule in force covers, and counts what that keeps as no match', async () => {
    await times(6, 'FALSE_POSITIVE', { ...BOT, ip: null })
    const { id } = await policy()
    const create = `mutation ($i: CreateSuppressionRuleInput!) { createSuppressionRule(input: $i) { userErrors { message } } }`
    const rule = { name: 'The bot', reason: 'Known.', policy: id, expiresAt: new Date(minute(DAY)).toISOString() }
    const before = await health()
    expect(before.proposals).toHaveLength(1)
    const narrow = { ...rule, name: 'The bot at home', scope: { users: ['user-bot'], ips: ['192.0.2.1'] } }
    expect((await read(create, { i: narrow })).createSuppressionRule.userErrors).toEqual([])
    expect((await health()).proposals).toEqual(before.proposals)
    expect(
      (await read(create, { i: { ...rule, scope: { users: ['user-bot'] } } })).createSuppressionRule.userErrors,
    ).toEqual([])
    await judge(null, { ...BOT, ip: null })
    expect(await health()).toMatchObject({
      verdict: 'MOSTLY_FALSE',
      matchesPerDay: before.matchesPerDay,
      falsePositiveShare: 1,
      proposals: [],
      advice: expect.stringMatching(/^6 of the 6 .* Raise its numbers, or narrow its definition or its scope\.$/),
    })
    now = minute(DAY)
    expect((await health()).proposals).toEqual(before.proposals)
  })

  it('proposes nothing that alerts name besides others, or only once', async () => {
    const both = { targetResourceIds: ['r1', 'r2'] }
    for (let n = 0; n < 6; n++) await judge('FALSE_POSITIVE', { ...somebody(n), ...both })
    expect(await health()).toMatchObject({
      verdict: 'MOSTLY_FALSE',
      proposals: [],
      advice: expect.stringContaining('No user, address or resource'),
    })
  })

  it('looks back 30 days for the verdict, 90 for proposals, and at its tenant alone', async () => {
    await times(6, 'FALSE_POSITIVE', { ...BOT, ip: null })
    await judge('BENIGN', BOT, `${tenant}-other`)
    now = minute(40 * DAY)
    expect(await health()).toMatchObject({ verdict: 'WORKING', falsePositiveShare: null, advice: null })
    expect((await health()).proposals).toMatchObject([{ falsePositives: 6 }])
    expect(await health(`${tenant}-other`)).toMatchObject({ falsePositiveShare: null, proposals: [] })
    now = minute(91 * DAY)
    expect((await health()).proposals).toEqual([])
  })
})
