import type { Tx } from '../db/database.ts'
import type { Topic } from './topics.ts'

/** Items of one topic that a consumer could not handle. */
export interface DeadLetters {
  consumer: string
  topic: Topic
  count: number
  /** When the first and the last of them were put away, epoch ms. */
  first: number
  last: number
}

/** What of the tenant was put away since a moment (epoch ms), by consumer and topic. */
export async function deadLettersSince(tx: Tx, since: number): Promise<DeadLetters[]> {
  return tx.query<DeadLetters>(
    `select consumer, topic, count(*)::float8 as count, floor(min(extract(epoch from at)) * 1000)::float8 as first,
       floor(max(extract(epoch from at)) * 1000)::float8 as last
     from log.dead_letter where tenant = $1 and at > $2 group by consumer, topic order by consumer, topic`,
    [tx.tenant, new Date(since).toISOString()],
  )
}
