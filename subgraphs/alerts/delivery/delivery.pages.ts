import { pageSize, toPage, type Context, type Page, type UserErrorData } from '@casbah/kit'
import { afterSql, orderBySql, type OrderColumn } from '../graphql/keyset.ts'
import type { PageArgs } from '../graphql/page-args.ts'
import { Parameters } from '../graphql/sql.ts'
import { LIST } from '../live/stream.ts'
import { MailDelivery, WebhookDelivery, type DeliveryFacts, type DeliveryState } from './delivery.type.ts'

interface DeliveryRow {
  id: string
  email: string | null
  alert: string | null
  seq: string | null
  event: string
  state: DeliveryState
  attempts: number
  next_at: Date | string
  part_of: string | null
  last_status: number | null
  last_error: UserErrorData | null
  created_at: Date | string
  tried_at: Date | string | null
  ended_at: Date | string | null
}

const COLUMNS =
  'd.id, d.email, d.alert, d.seq, d.event, d.state, d.attempts, d.next_at, d.part_of, d.last_status, d.last_error, d.created_at, d.tried_at, d.ended_at'
const ORDER: OrderColumn[] = [
  { sql: 'd.created_at', type: 'timestamptz', descending: true },
  { sql: 'd.id', type: 'text', descending: true },
]
/** Up to here a count is exact. */
const COUNTED = 100_000

export type DeliveryArgs = PageArgs & { state?: DeliveryState[] | null }

/** Messages to a webhook, newest first. */
export function webhookDeliveries(context: Context, webhook: string, args: DeliveryArgs) {
  return page(context, args, { webhook, nodeOf: row => toWebhookDelivery(context, row) })
}

/** Mails that policies asked for, newest first. */
export function mailDeliveries(context: Context, args: DeliveryArgs) {
  return page(context, args, {
    webhook: null,
    nodeOf: row =>
      Object.assign(new MailDelivery(), {
        ...factsOf(row),
        email: row.email!,
        summarizedIn: row.part_of,
      } satisfies MailDelivery),
  })
}

export async function deliveryById(context: Context, id: string): Promise<WebhookDelivery | null> {
  const tx = await context.tx()
  const [row] = await tx.query<DeliveryRow>(
    `select ${COLUMNS} from alerts.delivery d where d.tenant = $1 and d.id = $2`,
    [context.tenant, id],
  )
  return row ? toWebhookDelivery(context, row) : null
}

async function page<Node>(
  context: Context,
  args: DeliveryArgs,
  { webhook, nodeOf }: { webhook: string | null; nodeOf: (row: DeliveryRow) => Node },
): Promise<Page<Node>> {
  const size = pageSize(args.first)
  const list = `deliveries:${webhook ?? 'mail'}`
  const position = args.after ? context.cursors.decode<unknown[]>(context.tenant, list, args.after) : null
  const parameters = new Parameters()
  let where = `d.tenant = ${parameters.add(context.tenant)}`
  where += webhook === null ? ' and d.webhook is null' : ` and d.webhook = ${parameters.add(webhook)}::uuid`
  if (args.state) where += ` and d.state = any(${parameters.add(args.state)}::text[])`
  const counted = [...parameters.values]
  const after = position ? ` and ${afterSql(ORDER, position, parameters)}` : ''
  const tx = await context.tx()
  const rows = await tx.query<DeliveryRow>(
    `select ${COLUMNS} from alerts.delivery d where ${where}${after} order by ${orderBySql(ORDER)} limit ${size + 1}`,
    parameters.values,
  )
  return toPage({
    rows,
    size,
    after: position !== null,
    cursorOf: row => context.cursors.encode(context.tenant, list, [new Date(row.created_at).toISOString(), row.id]),
    nodeOf,
    totalCount: async () => {
      const [row] = await tx.query<{ count: string }>(
        `select count(*) from (select 1 from alerts.delivery d where ${where} limit ${COUNTED}) as counted`,
        counted,
      )
      return Number(row!.count)
    },
  })
}

function toWebhookDelivery(context: Context, row: DeliveryRow): WebhookDelivery {
  const sequence = row.seq === null ? null : Number(row.seq)
  return Object.assign(new WebhookDelivery(), {
    ...factsOf(row),
    event: row.event,
    sequence,
    cursor: sequence === null ? null : context.cursors.encode(context.tenant, LIST, sequence),
    lastStatus: row.last_status,
  } satisfies WebhookDelivery)
}

function factsOf(row: DeliveryRow): DeliveryFacts {
  const moment = (at: Date | string | null) => (at === null ? null : new Date(at))
  return {
    id: row.id,
    state: row.state,
    attempts: row.attempts,
    lastError: row.last_error,
    createdAt: new Date(row.created_at),
    triedAt: moment(row.tried_at),
    nextAttemptAt: row.state === 'PENDING' && row.part_of === null ? new Date(row.next_at) : null,
    endedAt: moment(row.ended_at),
    alertId: row.alert,
  }
}
