import type { Tx } from '@casbah/kit'
import type { Claimed } from './queue.ts'

/** Mails to one address within an hour. */
export const MAILS_PER_HOUR = 20
const HOUR_MS = 3_600_000

/** Whether a mail goes out now: by itself, as a summary with these others, or not before a time. */
export type Leave =
  | { send: 'alone' }
  | { send: 'summary'; others: number }
  | { send: 'later'; at: number }
  /** Somebody else tells of it. */
  | { send: 'not' }

/**
 * Gives leave to send a mail, and notes that it goes out. Beyond so many an hour mails to an address are held until the hour is over, and
 * told of in one.
 */
export async function askLeave(tx: Tx, { id, email, held, claim }: Claimed, now: number): Promise<Leave> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('mail ' || $1 || ' ' || $2, 0))`, [tx.tenant, email])
  const own = await tx.query(
    `select 1 from alerts.delivery where tenant = $1 and id = $2 and claim = $3 and state = 'PENDING'`,
    [tx.tenant, id, claim],
  )
  if (!own.length) return { send: 'not' }
  const sent = await tx.query<{ at: string }>(
    `select extract(epoch from tried_at) * 1000 as at from alerts.delivery
     where tenant = $1 and email = $2 and part_of is null and tried_at > $3 and id <> $4 order by tried_at desc limit ${MAILS_PER_HOUR}`,
    [tx.tenant, email, new Date(now - HOUR_MS).toISOString(), id],
  )
  if (sent.length >= MAILS_PER_HOUR) {
    const at = Number(sent.at(-1)!.at) + HOUR_MS
    await tx.query('update alerts.delivery set held = true where tenant = $1 and id = $2', [tx.tenant, id])
    return { send: 'later', at }
  }
  await tx.query('update alerts.delivery set tried_at = $3 where tenant = $1 and id = $2', [
    tx.tenant,
    id,
    new Date(now).toISOString(),
  ])
  if (!held) return { send: 'alone' }
  await tx.query(
    `update alerts.delivery set part_of = $3, claim = null where tenant = $1 and email = $2 and state = 'PENDING' and held and id <> $3`,
    [tx.tenant, email, id],
  )
  const [parts] = await tx.query<{ count: string }>(
    'select count(*) from alerts.delivery where tenant = $1 and part_of = $2',
    [tx.tenant, id],
  )
  return Number(parts!.count) ? { send: 'summary', others: Number(parts!.count) } : { send: 'alone' }
}
