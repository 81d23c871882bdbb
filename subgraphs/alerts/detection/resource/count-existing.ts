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
  /** Twenty of them, each with what it is like. */
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
  for (const facet of detector.facets ?? [null])
    for await (const page of pagesOf(tx, detector.of, facet)) await countPage(tx, detector, page, now, existing)
  return existing
}

interface Row {
  thing: Thing
  app_name: string
}

/** Numbers cursors, so that two in one transaction have names of their own. */
let cursors = 0

/** All things of a kind, or those with a facet, in no order. One scan by a cursor: what fits the planner's guesses for a page need not fit a million rows. */
async function* pagesOf(tx: Tx, of: Thing['of'], facet: string | null): AsyncGenerator<Row[]> {
  const cursor = `existing_${cursors++}`
  await tx.query(
    `declare ${cursor} no scroll cursor for select t.thing, a.name as app_name from alerts.thing t
       join alerts.app a on a.tenant = t.tenant and a.id = t.app and a.state <> 'DISCONNECTED'
     where t.tenant = $1 and t.kind = $2 ${facet === null ? '' : 'and t.facet = $3'}`,
    [tx.tenant, of, ...(facet === null ? [] : [facet])],
  )
  for (;;) {
    const rows = await tx.query<Row>(`fetch ${PAGE} from ${cursor}`)
    if (rows.length) yield rows
    if (rows.length < PAGE) break
  }
  // One that is left open ends with the transaction.
  await tx.query(`close ${cursor}`)
}

async function countPage(tx: Tx, policy: ThingPolicy, rows: Row[], now: number, existing: Existing): Promise<void> {
  const things = rows.map(({ thing }) => ({ ...thing, at: now }))
  const around = await aroundThings(tx, policy.of, things)
  for (const [index, thing] of things.entries()) {
    if (!policy.matches(thing, around(thing))) continue
    existing.count++
    if (existing.samples.length < SAMPLES)
      existing.samples.push({ id: thing.id, app: thing.app, summary: sentenceOf(thing, rows[index]!.app_name) })
  }
}
