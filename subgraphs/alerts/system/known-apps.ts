import type { Tx } from '@casbah/kit'
import type { KnownApp } from './health.ts'

/** Keeps others from judging the tenant's condition until commit: two that find the same problem at once would raise it twice. */
export async function takeSystemTurn(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('alerts-system'), hashtext($1))`, [tx.tenant])
}

/** What is known of the tenant's apps, by id; of these alone when they are given. */
export async function knownApps(tx: Tx, ids?: readonly string[]): Promise<Map<string, KnownApp>> {
  const rows = await tx.query<{ health: KnownApp }>(
    `select health from alerts.app_health where tenant = $1 and ($2::text[] is null or app = any($2)) order by app`,
    [tx.tenant, ids ?? null],
  )
  return new Map(rows.map(({ health }) => [health.app, health]))
}

export async function keepApps(tx: Tx, apps: readonly KnownApp[]): Promise<void> {
  await tx.query(
    `insert into alerts.app_health as h (tenant, app, health) select $1, app, health from json_to_recordset($2) as k(app text, health json)
     on conflict (tenant, app) do update set health = excluded.health`,
    [tx.tenant, JSON.stringify(apps.map(health => ({ app: health.app, health })))],
  )
}

export async function forgetApps(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query('delete from alerts.app_health where tenant = $1 and app = any($2)', [tx.tenant, ids])
}
