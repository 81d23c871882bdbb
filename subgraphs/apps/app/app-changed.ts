import type { AppChanged, Tx } from '@casbah/kit'

/** Tells the neighbours what an app is now. */
export async function appendAppChanged(tx: Tx, app: string, deletedData = false): Promise<void> {
  const items = await tx.query<AppChanged>(
    `select id::text, connector, name, state, floor(extract(epoch from connected_at) * 1000)::float8 as "connectedAt",
       json_build_object('code', problem->>'code', 'message', problem->>'message') as problem,
       floor(extract(epoch from clock_timestamp()) * 1000)::float8 as at
     from apps.app where tenant = $1 and id = $2`,
    [tx.tenant, app],
  )
  tx.append(
    'app.changed',
    items.map(item => ({ ...item, problem: item.problem?.code ? item.problem : null, deletedData })),
  )
}
