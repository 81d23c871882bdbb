import type { Topics, Tx } from '@casbah/kit'
import type { Raisable } from '../../alert/raisable.ts'
import type { PolicyRow } from '../../policy/policy.entity.ts'
import { compilePolicy } from '../compile.ts'
import { togetherWhenMany } from './many.ts'
import type { Around, Thing } from './thing.ts'
import type { ThingKind, ThingTopic, Told } from './thing-kinds.ts'
import { ThingPolicy } from './thing-policy.ts'
import { aroundThings, knownThings, storeThings, type AroundOf } from './things.ts'
import { touchesOf } from './touches.ts'

/** What judging an entry came to. */
export interface JudgedThings {
  found: Raisable[]
  /** Things that a policy failed on, by id of the policy. */
  failures: Map<string, number>
}

/** A thing that changed: as it was and is, and what was and is around it. */
interface Change {
  thing: Thing
  before: Thing | null
  around: Around
  aroundBefore: Around
}

/**
 * Judges what an entry tells of things, and keeps them as they are now. A policy finds a thing that matches and did not match as it was judged
 * last: not every change; of one that went on matching, only which activity changed it, for the alert that is open. The number of statements does not grow with that of the things.
 */
export async function judgeThings<T extends ThingTopic>(
  tx: Tx,
  kind: ThingKind<T>,
  items: Topics[T][],
  policiesOf: () => Promise<PolicyRow[]>,
  now: number,
): Promise<JudgedThings> {
  const judged: JudgedThings = { found: [], failures: new Map() }
  const known = await knownThings(
    tx,
    kind.of,
    items.map(item => item.id),
  )
  const last = new Map<string, Thing | null>()
  const told = items.map(item => {
    const each = kind.read(item, (last.has(item.id) ? last.get(item.id) : known.get(item.id)) ?? null, now)
    last.set(each.id, each.thing)
    return each
  })
  const live = told.filter(each => !each.isHistory && each.thing)
  const policies = live.length ? compiled(await policiesOf(), kind.of, judged) : []
  const aroundBefore = policies.length ? await aroundThings(tx, kind.of, thingsIn(live)) : null
  await storeThings(tx, kind.of, last)
  if (!aroundBefore) return judged
  const around = kind.of === 'grant' ? await aroundThings(tx, kind.of, thingsIn(live)) : aroundBefore
  const changes = live.map(each => changeOf(each, aroundBefore, around))
  const touches = await touchesOf(
    tx,
    changes.map(({ thing }) => thing),
  )
  for (const { policy, detector } of policies) {
    const found: { raisable: Raisable; thing: Thing }[] = []
    const named: Raisable[] = []
    for (const { thing, before, around, aroundBefore } of changes) {
      try {
        if (!detector.matches(thing, around)) continue
        const goesOn = before && matched(detector, before, aroundBefore)
        if (goesOn && !isNamed(thing, before)) continue
        const match = detector.match(thing, before, around)
        const activity = { id: `${thing.id}@${thing.at}`, app: thing.app, isSimulated: false }
        const event = { time: thing.at, activity }
        const raisable = {
          policy,
          match,
          event,
          touches: touches(thing, around),
          things: [{ of: thing.of, id: thing.id }],
        }
        if (goesOn) named.push({ ...raisable, addsOnly: true })
        else found.push({ thing, raisable })
      } catch {
        judged.failures.set(policy.id, (judged.failures.get(policy.id) ?? 0) + 1)
      }
    }
    judged.found.push(...togetherWhenMany(found), ...named)
  }
  return judged
}

const thingsIn = (told: Told[]) => told.flatMap(({ thing, before }) => [thing!, ...(before ? [before] : [])])

function changeOf({ thing, before }: Told, aroundBefore: AroundOf, around: AroundOf): Change {
  return { thing: thing!, before, around: around(thing!), aroundBefore: aroundBefore(before ?? thing!) }
}

/** Whether it is told of a finding which activity changed it, or a further one. */
function isNamed(thing: Thing, before: Thing): boolean {
  return (
    thing.of === 'finding' &&
    before.of === 'finding' &&
    !!thing.changedBy &&
    thing.changedBy.id !== before.changedBy?.id
  )
}

/** Whether a thing matched as it was; a finding that could not be judged meanwhile counts as what it was before that. */
function matched(policy: ThingPolicy, before: Thing, around: Around): boolean {
  if (policy.matches(before, around)) return true
  if (before.of !== 'finding' || before.standing === before.status) return false
  return policy.matches({ ...before, status: before.standing }, around)
}

function compiled(rows: PolicyRow[], of: Thing['of'], { failures }: JudgedThings) {
  return rows.flatMap(policy => {
    if (!policy.enabled) return []
    try {
      const detector = compilePolicy(policy)
      return detector instanceof ThingPolicy && detector.of === of ? [{ policy, detector }] : []
    } catch {
      failures.set(policy.id, (failures.get(policy.id) ?? 0) + 1)
      return []
    }
  })
}
