import { CasbahError, userError, type Context, type Tx } from '@casbah/kit'
import { lastStep } from '../live/read-steps.ts'
import { LIST } from '../live/stream.ts'
import { Deliverer } from './deliverer.ts'
import type { ReplayWebhookInput, ReplayWebhookPayload } from './delivery.type.ts'
import { lockWebhook, readWebhook, toWebhook } from './webhook.row.ts'
import { WebhookVault } from './webhook-vault.ts'

/** Sends a webhook's dead letters again, or all that follows a place in the alert log; each by the id that it had. */
export async function replayWebhook(context: Context, { id, from }: ReplayWebhookInput): Promise<ReplayWebhookPayload> {
  const deliverer = context.instance(Deliverer)
  const refused = (code: 'NOT_FOUND' | 'CONFLICT' | 'BAD_USER_INPUT', message: string, path: string[]) => ({
    webhook: null,
    count: 0,
    userErrors: [userError(code, message, path)],
  })
  const answer = await context.write(async tx => {
    const row = await lockWebhook(tx, id)
    if (!row) return refused('NOT_FOUND', `There is no webhook ${id}. Take an id of \`webhooks\`.`, ['id'])
    if (!row.enabled)
      return refused('CONFLICT', 'The webhook is disabled, so nothing is sent. Enable it by upsertWebhook first.', [
        'id',
      ])
    const place = from == null ? null : placeOf(context, from)
    const last = await lastStep(tx)
    if (place !== null && place > last)
      return refused('BAD_USER_INPUT', 'The cursor names an update that has not happened. Take one that has.', ['from'])
    const count = place === null ? await reviveDead(tx, row.id, deliverer.now()) : await rewind(tx, row.id, place, last)
    const changed = await readWebhook(tx, row.id)
    const webhook = toWebhook(tx.tenant, changed!, context.instance(WebhookVault))
    return { webhook, count, userErrors: [] }
  })
  deliverer.wake()
  return answer
}

function placeOf(context: Context, cursor: string): number {
  const place = context.cursors.decode<unknown>(context.tenant, LIST, cursor)
  if (typeof place === 'number') return place
  throw new CasbahError('BAD_CURSOR', 'The cursor is none of a delivery or of the stream of alerts. Take one of these.')
}

async function reviveDead(tx: Tx, webhook: string, now: number): Promise<number> {
  const rows = await tx.query(
    `update alerts.delivery set state = 'PENDING', attempts = 0, next_at = $3, ended_at = null
     where tenant = $1 and webhook = $2 and state = 'DEAD' and event <> 'webhook.test' returning 1`,
    [tx.tenant, webhook, new Date(now).toISOString()],
  )
  return rows.length
}

/** What was delivered or given up already gets in line again as the log is read. */
async function rewind(tx: Tx, webhook: string, place: number, last: number): Promise<number> {
  await tx.query('update alerts.webhook set position = least(position, $3) where tenant = $1 and id = $2', [
    tx.tenant,
    webhook,
    place,
  ])
  return last - place
}
