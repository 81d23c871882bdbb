import type { RunningSubgraph, StoredActivity } from '@casbah/kit'
import { activity, burst, guessing, minute, place } from '../testing/activity.ts'
import { ask, openAlerts } from '../testing/open.ts'

const ALERTS = `{ alerts(orderBy: RAISED_AT_ASC) { edges { node { id title severity activityCount state version history { kind from to } evidence { activity { id } }
  incident { title severity state riskScore alerts { title } } } } } }`

/** A story cut into log entries, so that every detector has something in mind between two of them. */
function entries(): StoredActivity[][] {
  const clones = burst('d', 36, { action: 'repository.clone', connector: 'github', app: 'app-github' })
  const guesses = guessing('g', minute(1))
  return [
    [activity('home', { lane: 'history' }), ...clones.slice(0, 12)],
    [...guesses.slice(0, 6), ...clones.slice(12, 24)],
    guesses.slice(6, 12),
    [...clones.slice(24, 33), activity('far', { time: minute(2), ip: place('JP') })],
    [...guesses.slice(12), activity('back', { time: minute(4) })],
    [...clones.slice(33), activity('again', { time: minute(6), ip: place('JP') })],
  ]
}

async function alertsOf(subgraph: RunningSubgraph, tenant: string) {
  const { data } = await ask(subgraph, tenant, ALERTS)
  return JSON.stringify(
    data.alerts.edges
      .map((edge: { node: { id: string } }) => edge.node)
      .sort((a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)),
  )
}

/** Ids follow from the tenant, which differs between the runs. */
const comparable = (alerts: string) => alerts.replaceAll(/"id":"[0-9a-f-]{36}",/g, '')
const sorted = (alerts: string) =>
  (JSON.parse(comparable(alerts)) as { title: string }[]).sort((a, b) => (a.title < b.title ? -1 : 1))

describe('detection over a crash', () => {
  let bed: Awaited<ReturnType<typeof openAlerts>>
  let expected: unknown

  beforeAll(async () => {
    bed = await openAlerts({ now: () => minute(10) })
    const subgraph = await bed.start()
    for (const entry of entries()) await bed.feed('whole', entry)
    expected = sorted(await alertsOf(subgraph, 'whole'))
    await subgraph.stop()
  })
  afterAll(() => bed.close())

  it('has something to lose', () => {
    expect(expected).toHaveLength(3)
  })

  it.each([1, 2, 3, 4, 5])('raises the same alerts when stopped after entry %i, with the snapshot saved', async cut => {
    expect(await interrupted(`saved-${cut}`, cut, true)).toEqual(expected)
  })

  it.each([1, 2, 3, 4, 5])('raises the same alerts when killed after entry %i, with no snapshot since', async cut => {
    expect(await interrupted(`killed-${cut}`, cut, false)).toEqual(expected)
  })

  async function interrupted(tenant: string, cut: number, keepsSnapshot: boolean) {
    const first = await bed.start()
    const { rows: before } = await bed.feeder.system.query('select shard, position, state from alerts.snapshot')
    for (const entry of entries().slice(0, cut)) await bed.feed(tenant, entry)
    await first.stop()
    if (!keepsSnapshot) {
      // As a kill leaves it: the snapshots of before, or none at all.
      await bed.feeder.system.query('delete from alerts.snapshot')
      for (const { shard, position, state } of before)
        await bed.feeder.system.query('insert into alerts.snapshot (shard, position, state) values ($1, $2, $3)', [
          shard,
          position,
          state,
        ])
    }
    const second = await bed.start()
    for (const entry of entries().slice(cut)) await bed.feed(tenant, entry)
    const found = sorted(await alertsOf(second, tenant))
    await second.stop()
    return found
  }
})
