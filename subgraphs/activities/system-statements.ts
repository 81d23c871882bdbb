import type { Database, Topic } from '@casbah/kit'

// The statements of this subgraph that run past row level security, all of them.

/** Makes the partitions of the days from `first` to `last` (`YYYY-MM-DD`, both included); returns how many were new. */
export async function ensurePartitions(db: Database, first: string, last: string): Promise<number> {
  const { rows } = await db.system.query<{ made: number }>('select activities.ensure_partitions($1, $2) as made', [
    first,
    last,
  ])
  return rows[0]!.made
}

/** Apps of all tenants whose stored data is to go. */
export async function pendingDeletions(db: Database): Promise<{ tenant: string; app: string }[]> {
  const { rows } = await db.system.query<{ tenant: string; app: string }>(
    'select tenant, app from activities.deletion where done_at is null order by at limit 100',
  )
  return rows
}

/** The last position of a topic's shard; 0 when nothing was appended yet. */
export async function logHead(db: Database, topic: Topic, shard: number): Promise<number> {
  const { rows } = await db.system.query<{ position: string }>(
    'select position from log.head where topic = $1 and shard = $2',
    [topic, shard],
  )
  return Number(rows[0]?.position ?? 0)
}
