import { TEST_KEY } from '@casbah/kit/testing'
import { startAllInOne, type Stack } from '../stack/all-in-one.ts'
import { ask, eventually, liveClient, temporaryFolder } from './harness.ts'
import { createStackDatabase } from './stack-database.ts'

// A policy tried on three days of the demo company, while life there goes on.

const DAY = 86_400_000
const BACKTEST =
  'id state progress activitiesRead alertCount overlap samples { title activity { id } } error { message }'

interface Seen {
  id: string
  state: string
  progress: number
  activitiesRead: number
  alertCount: number
  overlap: number
  samples: { title: string; activity: { id: string } | null }[]
}

describe('a backtest of the demo company', () => {
  let stack: Stack
  let tidy: () => Promise<void>

  beforeAll(async () => {
    const folder = await temporaryFolder()
    const database = await createStackDatabase()
    process.env.DATABASE_URL = database.url
    process.env.CASBAH_KEY = TEST_KEY.toString('hex')
    stack = await startAllInOne({
      port: 0,
      dataDir: folder.path,
      demo: true,
      quiet: false,
      demoDays: 3,
      demoAt: ['okta', 'github', 'aws'],
    })
    tidy = async () => {
      await stack.stop()
      delete process.env.DATABASE_URL
      delete process.env.CASBAH_KEY
      await database.drop()
      await folder.remove()
    }
  }, 60_000)
  afterAll(() => tidy())

  const begin = async (input: object) => {
    const { backtestPolicy } = await ask<{ backtestPolicy: { backtest: Seen; userErrors: object[] } }>(
      stack,
      `mutation ($i: BacktestInput!) { backtestPolicy(input: $i) { backtest { ${BACKTEST} } userErrors { message } } }`,
      { i: { since: new Date(Date.now() - 3 * DAY).toISOString(), ...input } },
    )
    expect(backtestPolicy.userErrors).toEqual([])
    return backtestPolicy.backtest.id
  }
  const read = async (id: string) =>
    (await ask<{ backtest: Seen }>(stack, `query ($id: ID!) { backtest(id: $id) { ${BACKTEST} } }`, { id })).backtest
  const ended = (id: string) =>
    eventually(
      'the end of the backtest',
      () => read(id),
      ({ state }) => state !== 'QUEUED' && state !== 'RUNNING',
    )

  it('finds the attack that raised an alert, and tells so as it proceeds', async () => {
    const { alerts } = await eventually(
      'an alert of an attack',
      () =>
        ask<{ alerts: { edges: { node: { title: string; policy: { kind: string; definition: object } } }[] } }>(
          stack,
          '{ alerts(first: 1) { edges { node { title policy { kind definition } } } } }',
        ),
      seen => seen.alerts.edges.length > 0,
      60_000,
    )
    const { title, policy } = alerts.edges[0]!.node
    const id = await begin(policy)
    const told: Seen[] = []
    const client = liveClient(stack)
    const query = `subscription ($id: ID!) { backtestProgress(id: $id) { ${BACKTEST} } }`
    for await (const { data, errors } of client.iterate<{ backtestProgress: Seen }>({ query, variables: { id } })) {
      expect(errors).toBeUndefined()
      told.push(data!.backtestProgress)
    }
    await client.dispose()
    const last = told.at(-1)!
    expect(last).toMatchObject({ state: 'SUCCEEDED', progress: 1 })
    expect(last.activitiesRead).toBeGreaterThan(500)
    expect(last.samples.map(each => each.title)).toContain(title)
    // The alert that was raised live is another policy's than the draft's.
    expect(last.overlap).toBeGreaterThan(0)
    console.log(`${last.alertCount} alerts in ${last.activitiesRead} activities: ${last.samples[0]!.title}`)
  }, 90_000)

  it('lets live activities in meanwhile', async () => {
    const { policies } = await ask<{ policies: { edges: { node: { id: string } }[] } }>(
      stack,
      '{ policies(first: 1) { edges { node { id } } } }',
    )
    const since = new Date().toISOString()
    const newer = async () =>
      (
        await ask<{ activities: { totalCount: number } }>(
          stack,
          'query ($since: DateTime!) { activities(filter: { time: { since: $since } }) { totalCount } }',
          { since },
        )
      ).activities.totalCount
    let runs = 0
    let count = 0
    // One after the other, so that there is one under way all the time.
    for (const end = Date.now() + 90_000; !count && Date.now() < end; runs++) {
      const next = await begin({ policy: policies.edges[0]!.node.id })
      count = await newer()
      expect((await ended(next)).state).toBe('SUCCEEDED')
    }
    expect(count).toBeGreaterThan(0)
    console.log(`${count} live activities were stored during ${runs} backtests`)
  }, 120_000)

  it('has a report of the history of each app', async () => {
    const { apps } = await eventually(
      'a report of every app',
      () =>
        ask<{ apps: { edges: { node: { name: string; historyReport: Seen | null } }[] } }>(
          stack,
          `{ apps { edges { node { name historyReport { ${BACKTEST} } } } } }`,
        ),
      seen =>
        seen.apps.edges.length === Object.keys(stack.demo!.companies[0]!.company.vendors).length &&
        seen.apps.edges.every(({ node }) => node.historyReport?.state === 'SUCCEEDED'),
      90_000,
    )
    for (const { node } of apps.edges)
      console.log(`${node.name}: ${node.historyReport!.activitiesRead} read, ${node.historyReport!.alertCount} alerts`)
    expect(Math.max(...apps.edges.map(({ node }) => node.historyReport!.activitiesRead))).toBeGreaterThan(500)
  }, 100_000)
})
