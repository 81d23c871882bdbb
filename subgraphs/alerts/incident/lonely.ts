import type { Tx } from '@casbah/kit'
import { uuidOf } from '../policy/built-in/index.ts'
import { ENTITIES, type Touched } from './group.ts'
import type { Tie } from './ties.ts'

/** Which new alerts tie to no incident and to no other of these: each begins one of its own, whatever the order. */
export async function lonelyOnes(tx: Tx, touched: readonly Touched[]): Promise<Set<string>> {
  const fresh = touched.filter(each => each.isNew)
  if (fresh.length < 2) return new Set()
  const sharers = new Map<string, number>()
  const keyOf = ({ kind, value }: Tie) => `${kind}|${value}`
  for (const { ties } of touched)
    for (const key of new Set(ties.map(keyOf))) sharers.set(key, (sharers.get(key) ?? 0) + 1)
  const apart = fresh.filter(({ ties }) => ties.every(tie => sharers.get(keyOf(tie)) === 1))
  const known = await tx.query<{ alert: string }>(
    `select distinct t.alert from json_to_recordset($2) as t(alert text, kind text, value text) cross join lateral (
       select 1 from alerts.incident_entity e where e.tenant = $1 and e.kind = t.kind and e.value = t.value limit 1) e`,
    [tx.tenant, JSON.stringify(apart.flatMap(({ alert, ties }) => ties.map(tie => ({ ...tie, alert }))))],
  )
  const tied = new Set(known.map(({ alert }) => alert))
  return new Set(apart.flatMap(({ alert }) => (tied.has(alert) ? [] : [alert])))
}

/** Begins an incident of each, in their order. */
export async function beginEach(tx: Tx, lonely: readonly Touched[]): Promise<void> {
  if (!lonely.length) return
  const rows = lonely.map(({ alert, isSimulated, first, last, ties }, ordinal) => ({
    ordinal,
    alert,
    id: uuidOf('incident', tx.tenant, alert),
    is_simulated: isSimulated,
    first: new Date(first).toISOString(),
    last: new Date(last).toISOString(),
    ties,
  }))
  const given = [tx.tenant, JSON.stringify(rows)]
  await tx.query(
    `insert into alerts.incident (tenant, id, is_simulated, first_activity_at, last_activity_at, alert_count)
     select $1, id, is_simulated, first, last, 1
     from json_to_recordset($2) as r(ordinal int, id uuid, is_simulated bool, first timestamptz, last timestamptz) order by ordinal`,
    given,
  )
  await tx.query(
    `update alerts.alert a set incident = r.id from json_to_recordset($2) as r(alert uuid, id uuid) where a.tenant = $1 and a.id = r.alert`,
    given,
  )
  await tx.query(
    `insert into alerts.incident_entity (tenant, kind, value, incident)
     select $1, kind, value, id from (
       select t.*, row_number() over (partition by id order by kind desc, value) as place from (
         select distinct r.id, t.kind, t.value from json_to_recordset($2) as r(id uuid, ties json)
         cross join lateral json_to_recordset(r.ties) as t(kind text, value text)) t) t
     where place <= ${ENTITIES}`,
    given,
  )
}
