import type { Tx } from '@casbah/kit'
import type { Closed } from './tally.ts'

/**
 * How many of these fall on alerts that other policies raised: such an alert cites one of the same activities, or touches the same user
 * within the time in which matches fold. Simulated alerts do not count.
 */
export async function countOverlap(tx: Tx, closed: readonly Closed[]): Promise<number> {
  if (!closed.length) return 0
  const [row] = await tx.query<{ count: string }>(
    // Each activity and user is looked up by itself (`offset 0`): joined, the whole evidence would be read for each alert.
    `select count(*) from json_to_recordset($2) as c(policy uuid, "user" text, cited json, "from" timestamptz, "to" timestamptz)
     where exists (
       select 1 from json_array_elements_text(c.cited) as k(activity) cross join lateral (
         select v.alert from alerts.alert_evidence v where v.tenant = $1 and v.activity = k.activity offset 0) v
       cross join lateral (
         select 1 from alerts.alert a where a.tenant = $1 and a.id = v.alert and a.policy <> c.policy and not a.is_simulated offset 0) a)
     or exists (
       select 1 from (
         select e.alert from alerts.alert_entity e where e.tenant = $1 and e.kind = 'user' and e.value = c."user" offset 0) e
       cross join lateral (
         select 1 from alerts.alert a where a.tenant = $1 and a.id = e.alert and a.policy <> c.policy and not a.is_simulated
           and a.last_activity_at >= c."from" and a.first_activity_at <= c."to" offset 0) a)`,
    [
      tx.tenant,
      JSON.stringify(
        closed.map(({ from, to, ...each }) => ({
          ...each,
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
        })),
      ),
    ],
  )
  return Number(row!.count)
}
