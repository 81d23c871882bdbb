import type { Tx } from '@casbah/kit'

/** Keeps two incidents apart: no alert makes them one any more, somebody may. */
export async function keepApart(tx: Tx, incident: string, other: string): Promise<void> {
  await tx.query(
    `insert into alerts.incident_apart (tenant, incident, other) values ($1, $2, $3), ($1, $3, $2) on conflict do nothing`,
    [tx.tenant, incident, other],
  )
}

/** Whether two of these incidents are kept apart. */
export async function apartness(tx: Tx, incidents: string[]): Promise<(one: string, other: string) => boolean> {
  if (incidents.length < 2) return () => false
  const rows = await tx.query<{ incident: string; other: string }>(
    'select incident, other from alerts.incident_apart where tenant = $1 and incident = any($2::uuid[]) and other = any($2::uuid[])',
    [tx.tenant, incidents],
  )
  const pairs = new Set(rows.map(({ incident, other }) => `${incident}|${other}`))
  return (one, other) => pairs.has(`${one}|${other}`)
}

/** What the younger are kept apart from, the one that takes them over is from now on; they are no longer apart from it. */
export async function inheritApart(tx: Tx, target: string, younger: string[]): Promise<void> {
  const rows = await tx.query<{ other: string }>(
    `delete from alerts.incident_apart where tenant = $1 and (incident = any($2::uuid[]) or other = any($2::uuid[]))
     returning case when incident = any($2::uuid[]) then other else incident end as other`,
    [tx.tenant, younger],
  )
  const others = new Set(rows.map(({ other }) => other))
  for (const each of [target, ...younger]) others.delete(each)
  for (const other of others) await keepApart(tx, target, other)
}
