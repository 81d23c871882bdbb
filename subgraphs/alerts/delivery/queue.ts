import { userError, type Tx, type UserErrorData } from '@casbah/kit'

// The table of deliveries is their queue. A delivery in hand has a claim, and is due again when its lease ends: who claimed it is dead then.

/** A delivery that this process has taken on. */
export interface Claimed {
  tenant: string
  id: string
  /** Null for a mail. */
  webhook: string | null
  /** Null for a webhook. */
  email: string | null
  alert: string | null
  seq: number | null
  event: 'alert.raised' | 'alert.changed' | 'webhook.test'
  /** When that happened. */
  at: Date
  /** Attempts before this one. */
  attempts: number
  claim: string
  /** A mail that waits to be told of in a summary. */
  held: boolean
}

/** Ends attempts: how it is kept. */
export interface Ended {
  state: 'PENDING' | 'DELIVERED' | 'DEAD'
  status: number | null
  error: UserErrorData | null
  /** When to try again. */
  nextAt: number | null
}

/** Keeps what became of an attempt, unless somebody else has the delivery by now; mails that it told of, too, share its end. */
export async function endAttempt(tx: Tx, { id, claim }: Claimed, ended: Ended, now: number): Promise<boolean> {
  const { state, status, error, nextAt } = ended
  const set = `state = $2, attempts = attempts + 1, last_status = $3, last_error = $4, tried_at = $5, claim = null,
    next_at = coalesce($6::timestamptz, next_at), ended_at = case when $2 = 'PENDING' then null else $5::timestamptz end`
  const values = [
    tx.tenant,
    state,
    status,
    error && JSON.stringify(error),
    new Date(now).toISOString(),
    nextAt === null ? null : new Date(nextAt).toISOString(),
    id,
  ]
  const led = await tx.query(
    `update alerts.delivery set ${set} where tenant = $1 and id = $7 and claim = $8 and state = 'PENDING' returning 1`,
    [...values, claim],
  )
  if (!led.length) return false
  await tx.query(`update alerts.delivery set ${set} where tenant = $1 and part_of = $7 and state = 'PENDING'`, values)
  return true
}

/** Puts a delivery back without an attempt. */
export async function giveBack(tx: Tx, { id, claim }: Claimed, nextAt: number): Promise<void> {
  await tx.query('update alerts.delivery set claim = null, next_at = $4 where tenant = $1 and id = $2 and claim = $3', [
    tx.tenant,
    id,
    claim,
    new Date(nextAt).toISOString(),
  ])
}

/** Makes dead letters of all that waits for a webhook. */
export async function giveUpPending(tx: Tx, webhook: string, why: string, now: number): Promise<void> {
  await tx.query(
    `update alerts.delivery set state = 'DEAD', claim = null, ended_at = $3, last_error = coalesce(last_error, $4::json)
     where tenant = $1 and webhook = $2 and state = 'PENDING'`,
    [tx.tenant, webhook, new Date(now).toISOString(), JSON.stringify(notDelivered(why))],
  )
}

export const notDelivered = (message: string): UserErrorData => userError('NOT_DELIVERED', message)
