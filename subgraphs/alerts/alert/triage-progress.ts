import type { Tx } from '@casbah/kit'
import { AnsweredAlready } from '../graphql/answer-once.ts'

/** How far a triage under a key has come: the answer so far, and where to go on. */
export interface TriageProgress {
  /** Of the alerts seen, the first ones. */
  ids: string[]
  count: number
  /** Id of the last alert that was seen; null once all were. */
  after: string | null
}

/**
 * Keeps how far a triage has come, in the transaction of its chunk. Throws AnsweredAlready when another call under the same key went on
 * from the same place: of two only one changes a chunk.
 */
export async function keepProgress(
  tx: Tx,
  key: string,
  from: TriageProgress | null,
  progress: TriageProgress,
): Promise<void> {
  const kept = await tx.query(
    `insert into alerts.write_answer as w (tenant, key, answer) values ($1, $2, $3)
     on conflict (tenant, key) do update set answer = $3, at = now()
     where w.at <= now() - interval '24 hours' or w.answer ->> 'after' = $4 returning 1`,
    [tx.tenant, `triage:${key}`, JSON.stringify(progress), from?.after ?? null],
  )
  if (!kept.length) throw new AnsweredAlready()
}
