import type { Database } from '@casbah/kit'

// Every statement of this subgraph that runs above tenants, past row level security.

export interface SnapshotRow {
  position: number
  state: Buffer
}

/** The detectors' state of a shard, when it was ever saved. */
export async function loadSnapshot(db: Database, shard: number): Promise<SnapshotRow | null> {
  const { rows } = await db.system.query<{ position: string; state: Buffer }>(
    'select position, state from alerts.snapshot where shard = $1',
    [shard],
  )
  return rows[0] ? { position: Number(rows[0].position), state: rows[0].state } : null
}

/**
 * Saves the state of a shard at a position; an older one never replaces a newer. The log keeps what lies behind it: a place of its own
 * among the log's readers.
 */
export async function saveSnapshot(db: Database, shard: number, { position, state }: SnapshotRow): Promise<void> {
  await db.system.query(
    `with saved as (
       insert into alerts.snapshot as s (shard, position, state) values ($1, $2, $3)
       on conflict (shard) do update set position = $2, state = $3, at = now() where s.position < $2 returning position)
     insert into log.consumer (consumer, topic, shard, position)
       select 'alerts-snapshot', 'activity.stored', $1::int, position from saved
     on conflict (consumer, topic, shard) do update set position = excluded.position`,
    [shard, position, state],
  )
}

/** The last step of the alert log of each of these tenants. */
export async function lastSteps(db: Database, tenants: string[]): Promise<Map<string, number>> {
  const { rows } = await db.system.query<{ tenant: string; seq: string }>(
    'select tenant, seq from alerts.tenant_counter where tenant = any($1)',
    [tenants],
  )
  return new Map(rows.map(row => [row.tenant, Number(row.seq)]))
}

/** Deletes what the ledger of suppressions holds of before a moment, in every tenant. */
export async function forgetSuppressions(db: Database, before: Date): Promise<void> {
  let deleted: number
  do {
    const { rowCount } = await db.system.query(
      `delete from alerts.suppression where (tenant, id) in (select tenant, id from alerts.suppression where at < $1 limit 10000)`,
      [before],
    )
    deleted = rowCount ?? 0
  } while (deleted === 10_000)
  await db.system.query('delete from alerts.suppression_count where day < $1::timestamptz::date', [before])
}
