import type { RunningSubgraph, StoredActivity } from '@casbah/kit'
import { activity, burst, guessing, minute, START } from '../testing/activity.ts'
import { HistoryInMemory } from '../testing/history.ts'
import { ask, openAlerts, until } from '../testing/open.ts'

const REPORT = `query ($app: ID!) { _entities(representations: [{ __typename: "App", id: $app }]) { ... on App { historyReport {
  id state progress since until activitiesRead alertCount policy { name } topUsers { user { id } } samples { title at policy { name } } } } } }`

describe('the history report of an app', () => {
  let bed: Awaited<ReturnType<typeof openAlerts>>
  let subgraph: RunningSubgraph
  const history = new HistoryInMemory()

  beforeAll(async () => {
    bed = await openAlerts({ now: () => minute(600), history })
    subgraph = await bed.start()
  })
  afterAll(async () => {
    await subgraph.stop()
    await bed.close()
  })

  const report = async (tenant: string, app = 'app-okta') =>
    (await ask(subgraph, tenant, REPORT, { app })).data._entities[0].historyReport
  const end = (stream: string, app = 'app-okta') =>
    ({ type: 'backfillEnd', app, connector: 'okta', stream, at: minute(500) }) as const
  const feed = async (tenant: string, items: StoredActivity[], stream: string) => {
    history.stored.set(tenant, [...(history.stored.get(tenant) ?? []), ...items])
    await bed.feed(tenant, [...items, end(stream)])
  }
  /** As if no further stream had ended for a while. */
  const calm = async (tenant: string) => {
    await bed.feeder.system.query('update alerts.backtest set not_before = now() where tenant = $1', [tenant])
    await until(async () => (await report(tenant))?.state === 'SUCCEEDED')
    return report(tenant)
  }

  it('says what enabled policies would have found, each sample with its policy, and raises nothing', async () => {
    const past = { lane: 'history' as const }
    expect(await report('acme')).toBeNull()
    await feed('acme', guessing('g', minute(-600), past), 'one')
    expect(await report('acme')).toMatchObject({ state: 'QUEUED', policy: null })
    // The next stream ends while the report waits for it: one report has both.
    await feed(
      'acme',
      [
        ...burst('d', 30, { ...past, action: 'file.download', time: minute(-300) }),
        // Judged live when it came, or of another app: not for this report.
        ...guessing('live', minute(10)),
        ...guessing('o', minute(-200), { ...past, app: 'app-other', userId: 'user-bob', accountId: 'account-bob' }),
      ],
      'two',
    )
    await bed.feed('globex', [activity('x', past)])
    const found = await calm('acme')
    expect(found).toMatchObject({
      state: 'SUCCEEDED',
      progress: 1,
      policy: null,
      since: new Date(minute(-600)).toISOString(),
      until: new Date(minute(500)).toISOString(),
      alertCount: 2,
      activitiesRead: 78,
      topUsers: [{ user: { id: 'user-ann' } }],
      samples: [{ policy: { name: 'Password attack' } }, { policy: { name: 'Mass download' } }],
    })
    const { alerts } = (await ask(subgraph, 'acme', '{ alerts { edges { node { lastActivityAt } } } }')).data
    expect(alerts.edges).toHaveLength(1)
    expect(Date.parse(alerts.edges[0].node.lastActivityAt)).toBeGreaterThan(START)
    expect(await report('globex')).toBeNull()
    expect(
      (await ask(subgraph, 'globex', 'query ($id: ID!) { backtest(id: $id) { id } }', found)).data.backtest,
    ).toBeNull()
  })

  it('is made anew when a stream ends late, and goes with the data of its app', async () => {
    await feed('late', guessing('g', minute(-600), { lane: 'history' }), 'one')
    expect((await calm('late')).alertCount).toBe(1)
    await feed('late', burst('d', 30, { lane: 'history', action: 'file.download', time: minute(-300) }), 'two')
    expect((await report('late')).state).toBe('QUEUED')
    expect((await calm('late')).alertCount).toBe(2)
    await bed.feeder.write('late', async tx =>
      tx.append('app.changed', [
        {
          id: 'app-okta',
          connector: 'okta',
          name: 'Okta',
          state: 'DISCONNECTED',
          connectedAt: START,
          deletedData: true,
        },
      ]),
    )
    await until(async () => (await report('late')) === null)
  })

  it('is there for an app without any history', async () => {
    await feed('empty', [], 'one')
    expect(await calm('empty')).toMatchObject({ alertCount: 0, activitiesRead: 0, samples: [] })
  })
})
