import type { Database, Tx } from '@casbah/kit'
import type { Answered, Poster } from './post.ts'
import { endAttempt, giveUpPending, notDelivered, type Claimed, type Ended } from './queue.ts'
import { waitAfter } from './retry.ts'
import { signedHeaders } from './sign.ts'
import { webhookMessage } from './webhook-message.ts'
import { lockWebhook, logWebhookChange, readWebhook } from './webhook.row.ts'
import { signingSecrets, type WebhookVault } from './webhook-vault.ts'

export interface CallParts {
  db: Database
  vault: WebhookVault
  poster: Poster
  /** Epoch ms. */
  now: () => number
  random: () => number
}

const CASBAH = { kind: 'SYSTEM' as const, id: null, name: 'Casbah', email: null }

/** Makes one call to a webhook, and keeps what became of it; rejects when `stop` is aborted. */
export async function callWebhook(claimed: Claimed, parts: CallParts, stop: AbortSignal): Promise<void> {
  const { db, vault, poster, now } = parts
  const { tenant, webhook: id } = claimed
  const call = await db.read(tenant, async tx => {
    const row = await readWebhook(tx, id!)
    if (!row) return null
    const address = vault.address(tenant, row.id, row.address)
    const secrets = signingSecrets(vault.secrets(tenant, row.id, row.secret), now())
    return { address, secrets, body: await webhookMessage(tx, claimed) }
  })
  // Its deliveries went with it.
  if (!call) return
  const { address, secrets, body } = call
  const answered: Answered =
    body === null
      ? { status: null, problem: 'The alert that the call tells of is gone.', gone: false, retryAfterMs: null }
      : await poster.post(address, signedHeaders(claimed.id, now(), body, secrets), body, stop)
  await db.write(tenant, tx => keep(tx, claimed, answered, { ...parts, isLost: body === null }))
}

async function keep(
  tx: Tx,
  claimed: Claimed,
  { status, problem, gone, retryAfterMs }: Answered,
  { now, random, isLost }: CallParts & { isLost: boolean },
): Promise<void> {
  const row = await lockWebhook(tx, claimed.webhook!)
  if (!row) return
  const at = now()
  const isLast = isLost || gone || claimed.event === 'webhook.test'
  const wait = problem === null || isLast ? null : waitAfter(claimed.attempts + 1, random(), retryAfterMs)
  const ended: Ended = {
    state: problem === null ? 'DELIVERED' : wait === null ? 'DEAD' : 'PENDING',
    status,
    error: problem === null ? null : notDelivered(problem),
    nextAt: wait === null ? null : at + wait,
  }
  if (!(await endAttempt(tx, claimed, ended, at))) return
  await tx.query(
    `update alerts.webhook set last_error = $3, last_delivered_at = coalesce($4::timestamptz, last_delivered_at) where tenant = $1 and id = $2`,
    [
      tx.tenant,
      row.id,
      ended.error && JSON.stringify(ended.error),
      problem === null ? new Date(at).toISOString() : null,
    ],
  )
  if (!gone || !row.enabled) return
  await tx.query('update alerts.webhook set enabled = false, version = version + 1 where tenant = $1 and id = $2', [
    tx.tenant,
    row.id,
  ])
  const change = { webhook: row.id, version: row.version + 1, kind: 'CHANGED' as const, fields: ['enabled'], at }
  await logWebhookChange(tx, CASBAH, change)
  await giveUpPending(tx, row.id, problem!, at)
}
