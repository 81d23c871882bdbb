import type { Tx } from '@casbah/kit'

// A write that is repeated under the same key within 24 hours only gets its first answer.

/** Somebody has answered under the same key meanwhile; this transaction is taken back. */
export class AnsweredAlready extends Error {}

/** The answer under a key, such as `triage:<key of the client>`; null when there is none. */
export async function firstAnswer<T>(tx: Tx, key: string): Promise<T | null> {
  const [row] = await tx.query<{ answer: T }>(
    `select answer from alerts.write_answer where tenant = $1 and key = $2 and at > now() - interval '24 hours'`,
    [tx.tenant, key],
  )
  return row?.answer ?? null
}

/** Keeps an answer; throws AnsweredAlready when there is one. */
export async function keepAnswer(tx: Tx, key: string, answer: unknown): Promise<void> {
  const kept = await tx.query(
    `insert into alerts.write_answer as w (tenant, key, answer) values ($1, $2, $3)
     on conflict (tenant, key) do update set answer = $3, at = now() where w.at <= now() - interval '24 hours' returning 1`,
    [tx.tenant, key, JSON.stringify(answer)],
  )
  if (!kept.length) throw new AnsweredAlready()
}
