import type { Tx } from '@casbah/kit'
import { compilePolicy, type Compilable } from '../compile.ts'
import { sentenceOf } from './sentence.ts'
import type { Thing } from './thing.ts'
import { ThingPolicy } from './thing-policy.ts'
import { aroundThings } from './things.ts'

/** Things read at once. */
const PAGE = 2_000
const SAMPLES = 20

/** What matches a policy now. */
export interface Existing {
  count: number
  /** The first twenty by id, each with what it is like. */
  samples: { id: string; app: string; summary: string }[]
}

/**
 * Counts what matches a policy on things as they are now, without raising anything; null for policies of other kinds. Things of disconnected
 * apps do not count. Throws BAD_USER_INPUT when the definition cannot be used. `now`: epoch ms, for ages.
 */
export async function countExisting(tx: Tx, policy: Compilable, now: number): Promise<Existing | null> {
  if (policy.kind !== 'RESOURCE' && policy.kind !== 'POSTURE') return null
  const detector = compilePolicy(policy)
  if (!(detector instanceof ThingPolicy)) return null
  const existing: Existing = { count: 0, samples: [] }
  for (const facet of detector.facets ?? [null]) await countPart(tx, detector, facet, now, existing)
  return existing
}

async function countPart(tx: Tx, policy: ThingPolicy, facet: string | null, now: number, existing: Existing) {
  for (let after = ''; ;) {
    const rows = await tx.query<{ thing: Thing; app_name: string }>(
      `select t.thing, a.name as app_name from alerts.thing t
         join alerts.app a on a.tenant = t.tenant and a.id = t.app and a.state <> 'DISCONNECTED'
       where t.tenant = $1 and t.kind = $2 and t.id > $3 ${facet === null ? '' : 'and t.facet = $4'} order by t.id limit ${PAGE}`,
      [tx.tenant, policy.of, after, ...(facet === null ? [] : [facet])],
    )
    const things = rows.map(({ thing }) => ({ ...thing, at: now }))
    const around = await aroundThings(tx, policy.of, things)
    for (const [index, thing] of things.entries()) {
      if (!policy.matches(thing, around(thing))) continue
      existing.count++
      if (existing.samples.length < SAMPLES)
        existing.samples.push({ id: thing.id, app: thing.app, summary: sentenceOf(thing, rows[index]!.app_name) })
    }
    if (rows.length < PAGE) return
    after = things.at(-1)!.id
  }
}
