import type { Tx } from '@casbah/kit'
import type { Closed } from './tally.ts'

/**
 * How many of these fall on alerts that other policies raised: such an alert cites one of the same activities, or touches the same user
 * within the time in which matches fold. Simulated alerts do not count.
 */
export async function countOverlap(tx: Tx, closed: readonly Closed[]): Promise<number> {
  if (!closed.length) return 0
  const [row] = await tx.query<{ count: string }>(
    `select count(*) from json_to_recordset($2) as c(policy uuid, "user" text, cited json, "from" timestamptz, "to" timestamptz)
     where exists (
       select 1 from json_array_elements_text(c.cited) as k(activity)
       join alerts.alert_evidence v on v.tenant = $1 and v.activity = k.activity
       join alerts.alert a on a.tenant = $1 and a.id = v.alert and a.policy <> c.policy and not a.is_simulated)
     or exists (
       select 1 from alerts.alert_entity e
       join alerts.alert a on a.tenant = $1 and a.id = e.alert and a.policy <> c.policy and not a.is_simulated
         and a.last_activity_at >= c."from" and a.first_activity_at <= c."to"
       where e.tenant = $1 and e.kind = 'user' and e.value = c."user")`,
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
