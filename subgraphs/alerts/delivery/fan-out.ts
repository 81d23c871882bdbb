import type { Tx } from '@casbah/kit'
import type { AlertFilter } from '../alert/alert.inputs.ts'
import { lastStep, lostSteps, readSteps } from '../live/read-steps.ts'
import { readKeptFilter } from './kept-filter.ts'
import { notDelivered } from './queue.ts'
import { lockWebhook } from './webhook.row.ts'

/** Deliveries of one webhook that wait at most; beyond, its place in the log stays where it is until there is room. */
const MOST_PENDING = 10_000

/** What a look at the log came to. */
interface Read {
  /** Whether the place is another now. */
  moved: boolean
  /** Whether more may follow. */
  more: boolean
}

const STAYED: Read = { moved: false, more: false }

/**
 * Puts what follows a webhook's place in the alert log into the queue, a page of it, and moves the place along: both or neither, by one
 * process at a time.
 */
export async function fanOut(tx: Tx, webhook: string, now: number): Promise<Read> {
  const row = await lockWebhook(tx, webhook)
  if (!row?.enabled) return STAYED
  const [waiting] = await tx.query<{ count: string }>(
    `select count(*) from alerts.delivery where tenant = $1 and webhook = $2 and state = 'PENDING'`,
    [tx.tenant, webhook],
  )
  if (Number(waiting!.count) >= MOST_PENDING) return STAYED
  const place = Number(row.position)
  const lost = await lostSteps(tx, place)
  const filter = filterOf(readKeptFilter(row.filter), await policiesNaming(tx, webhook))
  if (!filter) {
    await moveTo(tx, webhook, await lastStep(tx))
    return { moved: true, more: false }
  }
  const page = await readSteps(tx, place + lost, filter)
  const told = page.told.filter(step => step.kind !== 'LEFT')
  await enqueue(
    tx,
    webhook,
    told.map(step => step.seq),
    now,
  )
  await moveTo(tx, webhook, page.position)
  if (lost)
    await tx.query('update alerts.webhook set last_error = $3 where tenant = $1 and id = $2', [
      tx.tenant,
      webhook,
      JSON.stringify(
        notDelivered(
          `${lost} updates of alerts were no longer kept when it was their turn. Read the alerts by \`alerts\`.`,
        ),
      ),
    ])
  return { moved: true, more: !page.isLast }
}

/** Id of the message that tells a webhook of a step: whoever gets it twice knows it by that. */
export function messageId(webhook: string, seq: number | string): string {
  return `msg_${webhook.replaceAll('-', '')}_${seq}`
}

/** What a webhook is told of: its own filter, and always alerts of the policies that name it. Null: nothing. */
function filterOf(own: AlertFilter | null, policies: string[]): AlertFilter | null {
  if (!policies.length) return own
  return own ? { or: [own, { policy: policies }] } : { policy: policies }
}

async function policiesNaming(tx: Tx, webhook: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select id from alerts.policy p where tenant = $1 and deleted_at is null
       and exists (select 1 from json_array_elements(p.responses) r where r.value->>'webhook' = $2)`,
    [tx.tenant, webhook],
  )
  return rows.map(row => row.id)
}

/** A step that is there already was put back by a replay: it is sent again, by the same id. */
async function enqueue(tx: Tx, webhook: string, steps: number[], now: number): Promise<void> {
  if (!steps.length) return
  await tx.query(
    `insert into alerts.delivery as d (tenant, id, webhook, alert, seq, event, at, state, next_at, created_at)
     select e.tenant, $4::text || e.seq, $2::uuid, e.alert, e.seq, case e.kind when 'RAISED' then 'alert.raised' else 'alert.changed' end, e.at, 'PENDING', $5::timestamptz, $5::timestamptz
     from alerts.alert_event e where e.tenant = $1 and e.seq = any($3::bigint[])
     on conflict (tenant, id) do update set state = 'PENDING', attempts = 0, next_at = excluded.next_at, ended_at = null
     where d.state <> 'PENDING'`,
    [tx.tenant, webhook, steps, messageId(webhook, ''), new Date(now).toISOString()],
  )
}

async function moveTo(tx: Tx, webhook: string, position: number): Promise<void> {
  await tx.query('update alerts.webhook set position = $3 where tenant = $1 and id = $2', [
    tx.tenant,
    webhook,
    position,
  ])
}
