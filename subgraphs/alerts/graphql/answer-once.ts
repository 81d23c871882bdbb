import type { Tx } from '@casbah/kit'

/** Somebody has answered under the same key meanwhile; the transaction that throws it is taken back. */
export class AnsweredAlready extends Error {}

/** What a write answered under a key within the last 24 hours; null when it did not, or when there is no key. */
export async function firstAnswer<Answer>(
  tx: Tx,
  operation: string,
  key: string | null | undefined,
): Promise<Answer | null> {
  if (!key) return null
  const [row] = await tx.query<{ answer: Answer }>(
    `select answer from alerts.write_answer where tenant = $1 and key = $2 and at > now() - interval '24 hours'`,
    [tx.tenant, `${operation}:${key}`],
  )
  return row?.answer ?? null
}

/** Keeps what a write answers, in its own transaction; throws AnsweredAlready when another was faster. */
export async function keepAnswer(tx: Tx, operation: string, key: string, answer: object): Promise<void> {
  const kept = await tx.query(
    `insert into alerts.write_answer as w (tenant, key, answer) values ($1, $2, $3)
     on conflict (tenant, key) do update set answer = $3, at = now() where w.at <= now() - interval '24 hours' returning 1`,
    [tx.tenant, `${operation}:${key}`, JSON.stringify(answer)],
  )
  if (!kept.length) throw new AnsweredAlready()
}
