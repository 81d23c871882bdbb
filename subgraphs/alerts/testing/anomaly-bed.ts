import type { StoredActivity } from '@casbah/kit'
import { ANOMALY_KINDS } from '../detection/anomaly/kinds.ts'
import type { AnomalyKind } from '../detection/anomaly/kind.ts'
import { Engine, type Found } from '../detection/engine.ts'
import { NO_FACTS, type Facts } from '../detection/facts.ts'
import { readState, writeState } from '../detection/snapshot.ts'
import { tenantState, type ShardState } from '../detection/state.ts'
import { memoryOf } from '../detection/state.ts'
import type { PolicyRow } from '../policy/policy.entity.ts'

const DAY_MS = 86_400_000

/** A detector alone, and ways to give it a story. */
export function anomalyBed(detector: string, parameters: Record<string, unknown> = {}, facts: Facts = NO_FACTS) {
  const policy = {
    tenant: 'acme',
    id: `policy-${detector}`,
    name: detector,
    kind: 'ANOMALY',
    severity: 'MEDIUM',
    enabled: true,
    version: 1,
    definitionVersion: 1,
    definition: { detector, parameters },
    mitre: [],
    foldSeconds: 3600,
  } as unknown as PolicyRow
  const kind = ANOMALY_KINDS.get(detector) as AnomalyKind
  const judgeIn = (shard: ShardState, activities: readonly StoredActivity[], tenant = 'acme') =>
    new Engine().judge({ tenant, activities, policies: [policy], facts }, shard)
  const bed = {
    policy,
    judgeIn,
    judge: (activities: readonly StoredActivity[]) => judgeIn(new Map(), activities),
    /** Each alert of a story with its severity, as folding leaves it. */
    alerts: (activities: readonly StoredActivity[]) => alertsOf(bed.judge(activities).found),
    suppressed: (activities: readonly StoredActivity[]) => [
      ...new Set(bed.judge(activities).suppressed.map(({ match }) => match.suppressedBy)),
    ],
    learning: (activities: readonly StoredActivity[]) => {
      const shard: ShardState = new Map()
      judgeIn(shard, activities)
      const state = tenantState(shard, 'acme')
      return kind.learning!(kind.parameters.parse(parameters), {
        learnt: state.learnt,
        memory: memoryOf(state, policy),
      })
    },
    /** One by one in the order given. */
    oneByOne: (activities: readonly StoredActivity[], afterEach = (shard: ShardState) => shard) => {
      let shard: ShardState = new Map()
      return activities.flatMap(each => {
        const { found } = judgeIn(shard, [each])
        shard = afterEach(shard)
        return found
      })
    },
  }
  return bed
}

export type AnomalyBed = ReturnType<typeof anomalyBed>

/** Title and worst severity of each key. */
export function alertsOf(found: readonly Found[]): Record<string, string> {
  const order = ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']
  const alerts: Record<string, string> = {}
  for (const { match } of found)
    if (order.indexOf(match.severity) > order.indexOf(alerts[match.key] ?? '')) alerts[match.key] = match.severity
  return alerts
}

const told = (found: readonly Found[]) =>
  found.map(({ match, event }) => [
    event.activity.id,
    match.key,
    match.severity,
    match.title('App'),
    match.explanation.summary,
    match.cited.map(({ id }) => id).join(),
  ])

/** What holds of every detector, shown on a story that it finds something in. */
export function keepsItsPromises(bed: AnomalyBed, story: readonly StoredActivity[]): void {
  const sorted = [...story].sort((a, b) => a.time - b.time)

  it('finds the same in a batch that is newest first', () => {
    const whole = told(bed.judge(sorted).found)
    expect(whole.length).toBeGreaterThan(0)
    expect(told(bed.judge(sorted.toReversed()).found)).toEqual(whole)
    expect(told(bed.oneByOne(sorted))).toEqual(whole)
  })

  it('finds the same when it is saved and read back between any two events', () => {
    const restored = bed.oneByOne(sorted, shard => readState(writeState(shard))!)
    expect(told(restored)).toEqual(told(bed.oneByOne(sorted)))
  })

  it('raises nothing of history, and learns from it as from what is live', () => {
    const past = sorted.map(each => ({ ...each, lane: 'history' as const }))
    const found = told(bed.judge(sorted).found)
    const last = found.at(-1)![0]!
    expect(bed.judge(past).found).toEqual([])
    const mixed = sorted.map(each => (each.id === last ? each : { ...each, lane: 'history' as const }))
    expect(told(bed.judge(mixed).found)).toEqual([found.at(-1)!])
  })

  it('keeps two tenants with equal ids apart', () => {
    const alone = told(bed.judge(sorted).found)
    const shard: ShardState = new Map()
    const both: Record<string, Found[]> = { acme: [], other: [] }
    for (const each of sorted)
      for (const tenant of ['acme', 'other']) both[tenant]!.push(...bed.judgeIn(shard, [each], tenant).found)
    expect(told(both.acme!)).toEqual(alone)
    expect(told(both.other!)).toEqual(alone)
    const half = Math.floor(sorted.length / 2)
    const split: ShardState = new Map()
    bed.judgeIn(split, sorted.slice(0, half), 'other')
    expect(told(bed.judgeIn(split, sorted, 'acme').found)).toEqual(alone)
  })

  it('explains a match without changing anything', () => {
    const shard: ShardState = new Map()
    const { found } = bed.judgeIn(shard, sorted)
    expect(found.at(-1)!.match.explanation.summary).toMatch(/\d/)
    const before = writeState(shard).toString('hex')
    explain(bed, shard, found.at(-1)!)
    expect(writeState(shard).toString('hex')).toBe(before)
  })
}

/** What the detector says of an event that was judged already. */
export function explain(bed: AnomalyBed, shard: ShardState, { event }: Pick<Found, 'event'>) {
  const kind = ANOMALY_KINDS.get(bed.policy.name)!
  const { parameters } = bed.policy.definition as { parameters: unknown }
  const state = tenantState(shard, 'acme')
  const memory = memoryOf(state, bed.policy)
  return kind
    .make('MEDIUM', kind.parameters.parse(parameters))
    .explain(event, { memory, learnt: state.learnt, facts: NO_FACTS, latenessMs: DAY_MS })
}

/** A repeatable shuffle. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const left = [...list]
  const out: T[] = []
  let state = seed
  while (left.length) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    out.push(left.splice((state >>> 8) % left.length, 1)[0]!)
  }
  return out
}
