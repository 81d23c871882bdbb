import type { Database } from '../db/database.ts'
import { decodeBatch } from './codec.ts'
import type { Topic } from './topics.ts'

/** One entry as read back. */
export interface EntryRead {
  shard: number
  position: number
  tenant: string
  items: object[]
}

const ENTRIES_PER_READ = 16

/** Entries after a position, in position order. Reads across tenants, as the log's reader must. */
export async function readEntries(db: Database, topic: Topic, shard: number, after: number): Promise<EntryRead[]> {
  const { rows } = await db.system.query<{ position: string; tenant: string; body: Buffer }>(
    `select position, tenant, body from log.entry where topic = $1 and shard = $2 and position > $3 order by position limit ${ENTRIES_PER_READ}`,
    [topic, shard, after],
  )
  return rows.map(row => ({
    shard,
    position: Number(row.position),
    tenant: row.tenant,
    items: decodeBatch<object>(row.body),
  }))
}

/** Shards of a topic that hold anything. */
export async function knownShards(db: Database, topic: Topic): Promise<number[]> {
  const { rows } = await db.system.query<{ shard: number }>(
    'select shard from log.head where topic = $1 order by shard',
    [topic],
  )
  return rows.map(row => row.shard)
}

/** The position that a consumer has judged last; 0 before the first. */
export async function offsetOf(db: Database, consumer: string, topic: Topic, shard: number): Promise<number> {
  const { rows } = await db.system.query<{ position: string }>(
    'select position from log.consumer where consumer = $1 and topic = $2 and shard = $3',
    [consumer, topic, shard],
  )
  return rows[0] ? Number(rows[0].position) : 0
}

/** Bytes of a topic that some consumer has not judged yet. */
export async function unreadBytes(db: Database, topic: Topic, consumers: string[]): Promise<number> {
  const { rows } = await db.system.query<{ bytes: string | null }>(
    `select sum(length(e.body)) as bytes from log.entry e
     where e.topic = $1 and e.position > (
       select coalesce(min(coalesce(c.position, 0)), 0) from unnest($2::text[]) as n(name)
       left join log.consumer c on c.consumer = n.name and c.topic = e.topic and c.shard = e.shard)`,
    [topic, consumers],
  )
  return Number(rows[0]?.bytes ?? 0)
}

/**
 * Drops entries over 48 hours old that every consumer has judged. A reader that needs more than its offset, such as one with a
 * snapshot, keeps a row of its own in log.consumer.
 */
export async function dropReadEntries(db: Database): Promise<number> {
  const { rowCount } = await db.system.query(
    `delete from log.entry e where e.at < now() - interval '48 hours' and e.position <= (
       select min(c.position) from log.consumer c where c.topic = e.topic and c.shard = e.shard)`,
  )
  return rowCount ?? 0
}
