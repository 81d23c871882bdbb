import type { Tx } from '@casbah/kit'
import { know } from './group.ts'
import { withoutServices } from './service-accounts.ts'
import type { Tie } from './ties.ts'

/** Learns anew what incidents are known by, from what their alerts touch; for when alerts were taken from them. */
export async function relearn(tx: Tx, incidents: string[]): Promise<void> {
  await tx.query('delete from alerts.incident_entity where tenant = $1 and incident = any($2::uuid[])', [
    tx.tenant,
    incidents,
  ])
  const rows = await tx.query<Tie & { incident: string; alert: string }>(
    `select a.incident, a.id as alert, e.kind, e.value
     from alerts.alert a join alerts.alert_entity e on e.tenant = $1 and e.alert = a.id
     where a.tenant = $1 and a.incident = any($2::uuid[])
       and (e.kind in ('user', 'account') or e.kind = 'ip' and e.detail ->> 'networkTag' = 'RISKY')`,
    [tx.tenant, incidents],
  )
  const alerts = [...Map.groupBy(rows, row => row.alert)].map(([alert, ties]) => ({
    alert,
    incident: ties[0]!.incident,
    ties: ties.map(({ kind, value }) => ({ kind, value })),
  }))
  const guarded = await withoutServices(tx, alerts)
  for (const [incident, each] of Map.groupBy(guarded, alert => alert.incident))
    await know(
      tx,
      incident,
      each.flatMap(({ ties }) => ties),
    )
}
