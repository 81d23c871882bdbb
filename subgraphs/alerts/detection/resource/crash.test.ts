import { Consumer, createLogger, type ResourceChanged, type Tx } from '@casbah/kit'
import { raiseAlerts } from '../../alert/raise.ts'
import { PolicyRow } from '../../policy/policy.entity.ts'
import { policiesOfKind } from '../../policy/policy.service.ts'
import { minute } from '../../testing/activity.ts'
import { ask, judged, openAlerts } from '../../testing/open.ts'
import { resource } from '../../testing/things.ts'
import { judgeThings } from './judge-things.ts'
import { RESOURCES } from './thing-kinds.ts'

const ALERTS = `{ alerts { edges { node { title activityCount version history { kind } resources { id } incident { state riskScore } } } } }`

/** Five entries in which three files are listed, opened, closed, changed and opened again. */
const ENTRIES: ResourceChanged[][] = [
  [resource('a', { lane: 'history' }), resource('b', { lane: 'history', exposure: 'PUBLIC' })],
  [resource('a', { exposure: 'PUBLIC', at: minute(2) }), resource('c', { exposure: 'PUBLIC_LINK', at: minute(2) })],
  [resource('a', { exposure: 'PUBLIC', name: 'renamed', at: minute(3) }), resource('b', { at: minute(3) })],
  [resource('c', { at: minute(4) })],
  [resource('b', { exposure: 'PUBLIC', at: minute(5) }), resource('c', { exposure: 'PUBLIC', at: minute(5) })],
]
const POINTS = ['before-handle', 'before-commit', 'after-commit']

describe('policies on things over a crash', () => {
  let bed: Awaited<ReturnType<typeof openAlerts>>
  let expected: unknown
  beforeAll(async () => {
    bed = await openAlerts({ now: () => minute(10) })
    expected = await run('whole', null)
  })
  afterAll(() => bed.close())

  it('have something to lose', () => {
    expect(expected).toHaveLength(4)
  })

  it.each(ENTRIES.flatMap((_, entry) => POINTS.map(point => [point, entry + 1] as const)))(
    'raise the same alerts when the process ends at %s of entry %i',
    async (point, entry) => {
      expect(await run(`${point}-${entry}`, { point, entry })).toEqual(expected)
    },
  )

  /** Feeds the story; at the crash point the consumer is ended as a kill ends it, and another goes on where the database stands. */
  async function run(tenant: string, crash: { point: string; entry: number } | null) {
    await bed.feeder.write(tenant, tx => addPolicy(tx))
    for (const entry of ENTRIES) await bed.feeder.write(tenant, async tx => tx.append('resource.changed', entry))
    let passed = 0
    let died: () => void = () => undefined
    const dead = new Promise<void>(resolve => (died = resolve))
    const first = consumer(tenant, point => {
      if (!crash || !point.endsWith(crash.point) || ++passed !== crash.entry) return
      died()
      throw Object.assign(new Error('Connection terminated'), { code: '57P01' })
    })
    first.start()
    if (crash) {
      await dead
      await first.stop()
    } else {
      await judged(bed.feeder, RESOURCES.consumer, RESOURCES.topic)
      await first.stop()
    }
    const second = consumer(tenant, () => undefined)
    second.start()
    await judged(bed.feeder, RESOURCES.consumer, RESOURCES.topic)
    await second.stop()
    return found(tenant)
  }

  function consumer(tenant: string, crashPoint: (point: string) => void) {
    const logger = createLogger('test')
    logger.level = 'silent'
    return new Consumer({
      name: RESOURCES.consumer,
      topic: RESOURCES.topic,
      db: bed.feeder,
      logger,
      crashPoint,
      handle: async (items, tx) => {
        const policies = () => policiesOfKind(tx, 'RESOURCE')
        const { found } = await judgeThings(tx, RESOURCES, items, policies, minute(10))
        await raiseAlerts(tx, found, minute(10))
      },
    })
  }

  async function found(tenant: string) {
    const subgraph = await bed.start()
    const { data } = await ask(subgraph, tenant, ALERTS)
    await subgraph.stop()
    return data.alerts.edges
      .map((edge: { node: unknown }) => edge.node)
      .sort((a: { title: string }, b: { title: string }) => (a.title < b.title ? -1 : 1))
  }
})

async function addPolicy(tx: Tx): Promise<void> {
  tx.em.create(PolicyRow, {
    tenant: tx.tenant,
    id: crypto.randomUUID(),
    name: 'Opened',
    description: 'Opened',
    kind: 'RESOURCE',
    severity: 'HIGH',
    enabled: true,
    builtIn: false,
    version: 1,
    definition: { filter: { exposure: ['PUBLIC', 'PUBLIC_LINK'] } },
    definitionVersion: 1,
    author: null,
    mitre: [],
    foldSeconds: 60,
    failures: 0,
    responses: [],
    enabledAt: new Date(0),
  })
  await tx.em.flush()
}
