import type { Tx } from '@casbah/kit'

const HOUR_MS = 3_600_000
/** Hours that are kept and told: what is usual is learnt from two weeks. */
export const HOURS = 14 * 24

/** What a transaction read of a stream; times in epoch ms. */
export interface ReadRows {
  /** Of the events. */
  times: readonly number[]
  rejected: number
  now: number
}

/** Notes in which hours events happened, of the past two weeks, and how much was read and refused in this one. Without rows it costs nothing. */
export async function noteHours(
  tx: Tx,
  app: string,
  stream: string,
  { times, rejected, now }: ReadRows,
): Promise<void> {
  if (!times.length && !rejected) return
  const hour = hourOf(now)
  const heard = new Set(times.map(hourOf).filter(each => each > hour - HOURS && each <= hour))
  const hours = [...heard.add(hour)].sort((a, b) => a - b)
  const isHeard = new Set(times.map(hourOf))
  await tx.query(
    `insert into apps.stream_hour as h (tenant, app, stream, hour, heard, rows, rejected)
     select $1, $2::uuid, $3, n.hour, n.heard, case when n.hour = $6 then $7::bigint else 0 end, case when n.hour = $6 then $8::bigint else 0 end
     from unnest($4::int[], $5::boolean[]) as n (hour, heard)
     on conflict (tenant, app, stream, hour) do update set heard = h.heard or excluded.heard, rows = h.rows + excluded.rows,
       rejected = h.rejected + excluded.rejected
       where excluded.rows + excluded.rejected > 0 or excluded.heard and not h.heard`,
    [tx.tenant, app, stream, hours, hours.map(each => isHeard.has(each)), hour, times.length + rejected, rejected],
  )
}

/** Forgets the hours of a tenant that are not told any more. */
export async function forgetHours(tx: Tx, now: number): Promise<void> {
  await tx.query('delete from apps.stream_hour where tenant = $1 and hour <= $2', [tx.tenant, hourOf(now) - HOURS])
}

export const hourOf = (time: number) => Math.floor(time / HOUR_MS)

/** Hours as bits, the youngest first: bit n of the text's bytes stands for `until - n`. */
export function bitsOf(hours: readonly number[], until: number): string {
  const bits = Buffer.alloc(HOURS / 8)
  for (const hour of hours) {
    const n = until - hour
    if (n >= 0 && n < HOURS) bits[n >> 3]! |= 1 << (n & 7)
  }
  return bits.toString('base64')
}
