import type { Tx } from '@casbah/kit'

/** What an alert was before a change, as far as changes can make it match a filter or not. */
export interface Before {
  severity: string
  state: string
  classification: string | null
  assignee: string | null
  /** Id of its incident. */
  incident: string | null
  /** Left out by who does not change them: they are what they were. */
  tags?: string[]
}

/** One step of the alert log. */
export interface Step {
  alert: string
  kind: 'RAISED' | 'CHANGED'
  before: Before | null
}

/**
 * Waits until no other transaction changes alerts of the tenant, and keeps others waiting until commit. Whoever changes alerts begins with
 * it: two that raise on one entity at once must see each other's incident, and rows of many alerts are locked in no common order.
 */
export async function takeTurn(tx: Tx): Promise<void> {
  await tx.query(
    `insert into alerts.tenant_counter as c (tenant, seq) values ($1, 0) on conflict (tenant) do update set seq = c.seq`,
    [tx.tenant],
  )
}

/**
 * Writes steps of a tenant's alert log; their incidents have changed with them. The counter row that numbers them is locked until commit
 * (`takeTurn`), so that numbers are in commit order: call it when the rest of the transaction stands.
 */
export async function logSteps(tx: Tx, steps: Step[]): Promise<void> {
  if (!steps.length) return
  const [counter] = await tx.query<{ seq: string }>(
    `insert into alerts.tenant_counter as c (tenant, seq) values ($1, $2)
     on conflict (tenant) do update set seq = c.seq + $2 returning seq`,
    [tx.tenant, steps.length],
  )
  const first = Number(counter!.seq) - steps.length + 1
  await tx.query(
    `insert into alerts.alert_event (tenant, seq, alert, kind, was_severity, was_state, was_classification, was_assignee, was_incident, was_tags)
     select $1, seq, alert, kind, severity, state, classification, assignee, incident,
       coalesce(tags, (select a.tags from alerts.alert a where kind = 'CHANGED' and a.tenant = $1 and a.id = s.alert))
     from json_to_recordset($2) as s(seq bigint, alert uuid, kind text, severity text, state text, classification text, assignee text, incident uuid,
       tags text[])`,
    [
      tx.tenant,
      JSON.stringify(steps.map(({ alert, kind, before }, index) => ({ seq: first + index, alert, kind, ...before }))),
    ],
  )
  await tx.query(
    `update alerts.incident i set changed = c.seq from (
       select a.incident, max(e.seq) as seq from alerts.alert_event e join alerts.alert a on a.tenant = e.tenant and a.id = e.alert
       where e.tenant = $1 and e.seq >= $2::bigint group by a.incident) c
     where i.tenant = $1 and i.id = c.incident`,
    [tx.tenant, first],
  )
}

/** Counts these alerts as open or not and tells how many open ones their apps have; call it under `takeTurn`, which makes it exact. */
export async function countOpen(tx: Tx, alerts: string[]): Promise<void> {
  if (!alerts.length) return
  const counts = await tx.query<{ app: string; open: string }>(
    `with turned as (
       update alerts.alert_entity e set counted = not e.counted from alerts.alert a
       where e.tenant = $1 and e.kind = 'app' and e.alert = any($2) and a.tenant = $1 and a.id = e.alert
         and e.counted <> (a.state <> 'RESOLVED')
       returning e.value, e.counted)
     insert into alerts.app_open as c (tenant, app, open)
     select $1, value, sum(case when counted then 1 else -1 end) from turned group by value order by value
     on conflict (tenant, app) do update set open = c.open + excluded.open returning app, open`,
    [tx.tenant, alerts],
  )
  tx.append(
    'alert.counted',
    counts.map(({ app, open }) => ({ app, open: Number(open) })),
  )
}
