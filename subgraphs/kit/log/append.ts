import { encodeBatch } from './codec.ts'
import { shardOf } from './shard.ts'
import type { Topic } from './topics.ts'

/** One committed entry: a batch of one tenant at one position of a shard. */
export interface Appended {
  topic: Topic
  shard: number
  position: number
  tenant: string
  items: object[]
}

/** What carries the SQL: the caller's own transaction. */
type Query = <Row>(sql: string, parameters?: unknown[]) => Promise<Row[]>

/** Entries bigger than this are cut, so that a reader never holds more than a few megabytes at once. */
const ITEMS_PER_ENTRY = 5_000

/**
 * Appends inside the caller's transaction. The head row of the shard is locked here and until commit, so positions are in commit
 * order; it must be the transaction's last work, and topics are locked in one order so that two writers cannot wait for each other.
 */
export async function appendAll(
  query: Query,
  tenant: string,
  batches: [Topic, object[]][],
  notify: boolean,
): Promise<Appended[]> {
  const shard = shardOf(tenant)
  const perTopic = new Map<Topic, object[]>()
  for (const [topic, items] of batches) perTopic.set(topic, [...(perTopic.get(topic) ?? []), ...items])
  const appended: Appended[] = []
  for (const [topic, all] of [...perTopic].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const entries = cut(all).map(items => ({ items, body: encodeBatch(items) }))
    const [head] = await query<{ position: string }>(
      `insert into log.head (topic, shard, position) values ($1, $2, $3)
       on conflict (topic, shard) do update set position = log.head.position + $3 returning position`,
      [topic, shard, entries.length],
    )
    const first = Number(head!.position) - entries.length + 1
    for (const [index, { items, body }] of entries.entries()) {
      const position = first + index
      await query(
        'insert into log.entry (topic, shard, position, tenant, items, body) values ($1, $2, $3, $4, $5, $6)',
        [topic, shard, position, tenant, items.length, body],
      )
      appended.push({ topic, shard, position, tenant, items })
    }
  }
  if (notify) await query(`select pg_notify('casbah_log', $1)`, [[...perTopic.keys()].join(',')])
  return appended
}

function cut(items: object[]): object[][] {
  const pieces: object[][] = []
  for (let start = 0; start < items.length; start += ITEMS_PER_ENTRY)
    pieces.push(items.slice(start, start + ITEMS_PER_ENTRY))
  return pieces
}
