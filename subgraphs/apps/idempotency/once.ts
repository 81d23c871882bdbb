import { userError, type Database, type UserErrorData } from '@casbah/kit'

/** What a write answered, so that it can be answered again: the id of what it made or changed, and what was wrong. */
export interface Answer {
  id: string | null
  userErrors: UserErrorData[]
  /** When what was begun began, RFC 3339; where that is told. */
  startedAt?: string | undefined
}

/**
 * Does the work once per key of a tenant and operation; a repeat within 24 hours gets the first answer. Work that throws leaves no
 * answer; work that a crash cut off may be tried again after a minute.
 */
export async function once(
  db: Database,
  tenant: string,
  operation: string,
  key: string | null | undefined,
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (!key) return work()
  const full = `${operation}:${key}`
  const begun = await db.write(tenant, tx =>
    tx.query(
      `insert into apps.idempotency as i (tenant, key) values ($1, $2)
       on conflict (tenant, key) do update set answer = null, at = now()
         where i.at < now() - interval '24 hours' or (i.answer is null and i.at < now() - interval '1 minute')
       returning 1`,
      [tenant, full],
    ),
  )
  if (!begun.length) return firstAnswer(db, tenant, full)
  try {
    const answer = await work()
    await db.write(tenant, tx =>
      tx.query('update apps.idempotency set answer = $3 where tenant = $1 and key = $2', [
        tenant,
        full,
        JSON.stringify(answer),
      ]),
    )
    return answer
  } catch (error) {
    await db.write(tenant, tx =>
      tx.query('delete from apps.idempotency where tenant = $1 and key = $2', [tenant, full]),
    )
    throw error
  }
}

async function firstAnswer(db: Database, tenant: string, key: string): Promise<Answer> {
  const [row] = await db.read(tenant, tx =>
    tx.query<{ answer: Answer | null }>('select answer from apps.idempotency where tenant = $1 and key = $2', [
      tenant,
      key,
    ]),
  )
  if (row?.answer) return row.answer
  const message = 'A write with this idempotencyKey is still running. Ask again in a moment.'
  return { id: null, userErrors: [userError('CONFLICT', message, ['input', 'idempotencyKey'])] }
}
