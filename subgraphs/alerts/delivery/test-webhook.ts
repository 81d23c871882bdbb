import { randomUUID } from 'node:crypto'
import { userError, type Context } from '@casbah/kit'
import { isUuid } from '../alert/alert.loaders.ts'
import { Deliverer } from './deliverer.ts'
import { deliveryById } from './delivery.pages.ts'
import type { TestWebhookPayload } from './delivery.type.ts'
import { messageId } from './fan-out.ts'
import type { Claimed } from './queue.ts'
import { readWebhook } from './webhook.row.ts'

/** Beyond the patience with any receiver: nobody else takes the call on. */
const LEASE_MS = 90_000

/** Calls a webhook once, also a disabled one, and tells what became of it. */
export async function testWebhook(context: Context, id: string): Promise<TestWebhookPayload> {
  const deliverer = context.instance(Deliverer)
  const now = deliverer.now()
  const claimed = await context.write(async (tx): Promise<Claimed | null> => {
    if (!isUuid(id) || !(await readWebhook(tx, id))) return null
    const call: Claimed = {
      tenant: tx.tenant,
      id: messageId(id, `test_${randomUUID().replaceAll('-', '')}`),
      webhook: id,
      email: null,
      alert: null,
      seq: null,
      event: 'webhook.test',
      at: new Date(now),
      attempts: 0,
      claim: randomUUID(),
      held: false,
    }
    await tx.query(
      `insert into alerts.delivery (tenant, id, webhook, event, at, state, next_at, claim, created_at)
       values ($1, $2, $3, $4, $5, 'PENDING', $6, $7, $5)`,
      [tx.tenant, call.id, id, call.event, call.at.toISOString(), new Date(now + LEASE_MS).toISOString(), call.claim],
    )
    return call
  })
  if (!claimed) {
    const message = `There is no webhook ${id}. Take an id of \`webhooks\`.`
    return { delivery: null, userErrors: [userError('NOT_FOUND', message, ['id'])] }
  }
  await deliverer.callNow(claimed)
  await context.renew()
  return { delivery: await deliveryById(context, claimed.id), userErrors: [] }
}
