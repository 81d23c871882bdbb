import { createLogger, type RunningSubgraph, type StoredActivity } from '@casbah/kit'
import { z } from 'zod'
import { raiseAlerts } from '../alert/raise.ts'
import type { AnomalyKind } from '../detection/anomaly/kind.ts'
import { ANOMALY_KINDS } from '../detection/anomaly/kinds.ts'
import type { ActivityRef } from '../detection/citation.ts'
import type { Found } from '../detection/engine.ts'
import { activity, burst, minute, place, START } from '../testing/activity.ts'
import { foundOn } from '../testing/found.ts'
import { HistoryInMemory } from '../testing/history.ts'
import { ask, openAlerts } from '../testing/open.ts'
import { EvidenceCompletion } from './evidence-completion.ts'
import { EvidenceMetrics } from './evidence-metrics.ts'
import { EvidenceReader } from './evidence-reader.ts'
import type { HistorySource } from './history-source.ts'

const ALERTS = `{ alerts(orderBy: RAISED_AT_ASC) { edges { node { title activityCount apps { id } accounts { id } users { id } ips { address }
  evidence { action activity { id } } activities(first: 500) { edges { node { id } } } incident { alerts { title } } } } } }`

const logger = createLogger('test')
logger.level = 'silent'

describe('evidence by reference', () => {
  let bed: Awaited<ReturnType<typeof openAlerts>>
  let subgraph: RunningSubgraph
  let tenants = 0
  let tenant: string
  let history: HistoryInMemory
  let metrics: EvidenceMetrics

  beforeAll(async () => {
    bed = await openAlerts({ now: () => minute(600) })
    subgraph = await bed.start()
  })
  beforeEach(() => {
    tenant = `tenant-${tenants++}`
    history = new HistoryInMemory()
    metrics = new EvidenceMetrics()
  })
  afterAll(async () => {
    await subgraph.stop()
    await bed.close()
  })

  const reader = (patienceMs?: number) =>
    new EvidenceReader({ history, logger, metrics, ...(patienceMs && { patienceMs }) })
  const completion = () =>
    new EvidenceCompletion({
      db: bed.feeder,
      logger,
      history,
      metrics,
      now: () => minute(601),
      onAlerts: () => undefined,
    })
  const count = async (name: keyof EvidenceMetrics & string) =>
    (await (metrics[name] as EvidenceMetrics['read']).get()).values[0]!.value

  const earlier = [
    activity('first', {
      app: 'app-github',
      userId: 'user-bob',
      accountId: 'account-bob',
      ip: place('FR', '192.0.2.9'),
    }),
    ...burst('more', 120, { time: minute(1) }),
  ]
  const last = activity('last', { time: minute(10) })

  /** A match on the last activity that cites the earlier ones, by reference or whole. */
  async function raise(cites: 'by reference' | 'whole', evidence: EvidenceReader, of = tenant, stored = earlier) {
    await bed.feeder.write(of, async tx => {
      const [found] = (await foundOn(tx, [last])) as [Found]
      const rest = (await foundOn(tx, stored)).flatMap(({ match }) => match.cited)
      const cited = [
        ...(cites === 'whole' ? rest : rest.map(({ id, time }) => ({ id, time }))),
        ...(cites === 'whole' ? found.match.cited : [{ id: last.id, time: last.time }]),
      ]
      const whole = await evidence.whole(of, [{ ...found, match: { ...found.match, cited } }], [last])
      await raiseAlerts(tx, whole, minute(600))
    })
  }
  const read = async (of = tenant) => {
    const { data, errors } = await ask(subgraph, of, ALERTS)
    expect(errors).toBeUndefined()
    // The one that cites most first.
    return data.alerts.edges
      .map(({ node }: { node: { activityCount: number } }) => node)
      .sort((a: { activityCount: number }, b: { activityCount: number }) => b.activityCount - a.activityCount)
  }

  it('makes an alert as it is when everything is cited whole', async () => {
    const whole = `${tenant}-whole`
    history.stored.set(tenant, earlier)
    await raise('by reference', reader())
    await raise('whole', reader(), whole)
    const alerts = await read()
    expect(alerts).toEqual(await read(whole))
    expect(alerts[0]).toMatchObject({ activityCount: 122, apps: [{ id: 'app-github' }, { id: 'app-okta' }] })
    expect(alerts[0].evidence).toHaveLength(100)
    // What is in the batch itself is not asked for.
    expect(history.asked.flatMap(({ ids }) => ids ?? [])).not.toContain('last')
    expect([await count('read'), await count('deferred')]).toEqual([122, 0])
  })

  it('raises at once when activities does not answer, and completes the alert later to the same', async () => {
    const whole = `${tenant}-whole`
    const linked: StoredActivity = activity('bob', { time: minute(20), userId: 'user-bob', accountId: 'account-bob' })
    for (const of of [tenant, whole]) {
      if (of === tenant) history.reachable = false
      await raise(of === tenant ? 'by reference' : 'whole', reader(), of)
      // An alert on Bob belongs to the same incident: that he is in the first alert is known by its evidence alone.
      await bed.feeder.write(of, async tx => raiseAlerts(tx, await foundOn(tx, [linked]), minute(600)))
    }
    const [bare] = await read()
    expect(bare).toMatchObject({
      activityCount: 122,
      apps: [{ id: 'app-okta' }],
      evidence: [{ activity: { id: 'last' } }],
    })
    expect(bare.incident.alerts).toHaveLength(1)

    const loop = completion()
    await loop.look()
    expect(await count('unreachable')).toBe(2)
    expect(await count('waiting')).toBe(1)
    expect((await read())[0]).toEqual(bare)

    history.reachable = true
    history.stored.set(tenant, earlier)
    await loop.look()
    const [completed, ...others] = await read()
    const [expected, ...rest] = await read(whole)
    const ids = (alert: { evidence: { activity: { id: string } }[] }) => alert.evidence.map(each => each.activity.id)
    // The copy that was there first stays, so one of the hundred differs.
    expect(ids(completed)).toHaveLength(100)
    expect({ ...completed, evidence: null }).toEqual({ ...expected, evidence: null })
    expect(others).toEqual(rest)
    expect(completed.incident.alerts).toHaveLength(2)
    expect(await count('completed')).toBe(121)
    history.asked.length = 0
    await loop.look()
    expect(history.asked).toEqual([])
  })

  it('waits for a bounded time alone, then rests', async () => {
    const silent: HistorySource['many'] = (_, __, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
    history.many = silent
    const slow = reader(20)
    await raise('by reference', slow)
    await raise('by reference', slow, `${tenant}-next`)
    expect(await count('unreachable')).toBe(1)
    expect((await read())[0]).toMatchObject({ activityCount: 122, evidence: [{ activity: { id: 'last' } }] })
  })

  it('keeps to the tenant, and asks once for what is not stored any more', async () => {
    const loop = completion()
    await loop.look()
    const before = await count('gone')
    const other = `${tenant}-other`
    history.reachable = false
    await raise('by reference', reader())
    await raise('by reference', reader(), other)
    history.reachable = true
    history.stored.set(tenant, earlier)
    await loop.look()
    expect((await read())[0].evidence).toHaveLength(100)
    // The other tenant's activities have the same ids, but are not there.
    expect((await read(other))[0]).toMatchObject({ activityCount: 122, evidence: [{ activity: { id: 'last' } }] })
    expect((await count('gone')) - before).toBe(121)
    history.asked.length = 0
    await loop.look()
    expect(history.asked).toEqual([])
  })

  it('is read by detection itself, before it raises', async () => {
    ;(ANOMALY_KINDS as Map<string, AnomalyKind>).set(REMEMBERS.name, REMEMBERS as AnomalyKind)
    const own = await openAlerts({ now: () => START, history })
    const running = await own.start()
    await own.feed(tenant, [activity('nothing', { action: 'other' })])
    await own.feeder.write(tenant, tx =>
      tx.query(
        `update alerts.policy set definition = $2, version = 2 where tenant = $1 and name = 'Impossible travel'`,
        [tenant, JSON.stringify({ detector: REMEMBERS.name })],
      ),
    )
    history.stored.set(tenant, burst('d', 20, { action: 'remembered' }))
    await own.feed(tenant, burst('d', 20, { action: 'remembered' }))
    await own.feed(tenant, [activity('end', { time: minute(5), action: 'told' })])
    const { alerts } = (await ask(running, tenant, ALERTS)).data
    expect(alerts.edges[0].node.evidence.map((each: { action: string }) => each.action)).toEqual([
      ...Array.from({ length: 20 }, () => 'remembered'),
      'told',
    ])
    expect(history.asked).toEqual([{ tenant, ids: Array.from({ length: 20 }, (_, n) => `d-${n}`) }])
    await running.stop()
    await own.close()
  })
})

/** Remembers activities by id alone and tells them all in the end. */
const REMEMBERS: AnomalyKind<object> = {
  name: 'remembers',
  parameters: z.object({}),
  needs: [],
  make: severity => ({
    gates: [{ connectors: null, view: 'activity', predicate: { is: 'all', of: [] } }],
    judge({ activity: { id, action }, time }, _, { memory }) {
      const cited = [...(memory.get<ActivityRef[]>('all') ?? []), { id, time }]
      if (action === 'remembered') memory.set('all', cited)
      if (action !== 'told') return null
      const explanation = { matched: true, summary: 'All.', conditions: [], measures: [], suppressions: [] }
      return { key: 'all', severity, title: () => 'All that was remembered', cited, explanation }
    },
    explain: () => ({ matched: false, summary: '', conditions: [], measures: [], suppressions: [] }),
  }),
}
