import type { Context, Tx, UserErrorData } from '@casbah/kit'
import { isUuid } from '../alert/alert.loaders.ts'
import { toActor, type StoredActor } from '../alert/alert.row.ts'
import { Webhook, type WebhookChange, type WebhookChangeKind } from './webhook.type.ts'
import { WebhookVault } from './webhook-vault.ts'

/** Webhooks of a tenant at most. */
export const MOST_WEBHOOKS = 50
const SHOWN_CHANGES = 100

export interface WebhookRow {
  id: string
  name: string
  address: Buffer
  secret: Buffer
  enabled: boolean
  /** As `keptFilter` made it. */
  filter: unknown
  /** Step of the alert log up to which deliveries stand. */
  position: string
  version: number
  last_delivered_at: Date | string | null
  last_error: UserErrorData | null
}

const COLUMNS = 'id, name, address, secret, enabled, filter, position, version, last_delivered_at, last_error'

/** A webhook's row, locked until the end of the transaction. Whoever changes a webhook and its deliveries begins with it. */
export async function lockWebhook(tx: Tx, id: string): Promise<WebhookRow | null> {
  if (!isUuid(id)) return null
  const rows = await tx.query<WebhookRow>(
    `select ${COLUMNS} from alerts.webhook where tenant = $1 and id = $2 for update`,
    [tx.tenant, id],
  )
  return rows[0] ?? null
}

export async function readWebhook(tx: Tx, id: string): Promise<WebhookRow | null> {
  const rows = await tx.query<WebhookRow>(`select ${COLUMNS} from alerts.webhook where tenant = $1 and id = $2`, [
    tx.tenant,
    id,
  ])
  return rows[0] ?? null
}

export function toWebhook(tenant: string, row: WebhookRow, vault: WebhookVault): Webhook {
  return Object.assign(new Webhook(), {
    id: row.id,
    name: row.name,
    url: vault.address(tenant, row.id, row.address),
    enabled: row.enabled,
    filter: row.filter,
    lastDeliveredAt: row.last_delivered_at === null ? null : new Date(row.last_delivered_at),
    lastError: row.last_error,
    version: row.version,
  } satisfies Webhook)
}

/** A webhook by id; null when the tenant has none such. */
export function webhookById(context: Context, id: string): Promise<Webhook | null> {
  return context
    .loader<string, Webhook | null>(webhookById, async (ids, ctx) => {
      const found = new Map((await allWebhooks(ctx)).map(each => [each.id, each]))
      return ids.map(each => found.get(each) ?? null)
    })
    .load(id)
}

/** A tenant's webhooks by name. */
export async function allWebhooks(context: Context): Promise<Webhook[]> {
  const tx = await context.tx()
  const rows = await tx.query<WebhookRow>(`select ${COLUMNS} from alerts.webhook where tenant = $1 order by name`, [
    context.tenant,
  ])
  return rows.map(row => toWebhook(context.tenant, row, context.instance(WebhookVault)))
}

/** Keeps who changed a webhook, and which of its fields. */
export async function logWebhookChange(
  tx: Tx,
  actor: StoredActor,
  change: { webhook: string; version: number; kind: WebhookChangeKind | 'DELETED'; fields: string[]; at: number },
): Promise<void> {
  const { webhook, version, kind, fields, at } = change
  await tx.query(
    `insert into alerts.webhook_change (tenant, webhook, version, at, actor, kind, fields) values ($1, $2, $3, $4, $5, $6, $7)`,
    [tx.tenant, webhook, version, new Date(at).toISOString(), JSON.stringify(actor), kind, fields],
  )
}

/** Who made and changed a webhook, oldest first. */
export async function webhookChanges(context: Context, webhook: string): Promise<WebhookChange[]> {
  const rows = await (
    await context.tx()
  ).query<{ at: string; actor: StoredActor; kind: WebhookChangeKind; version: number; fields: string[] }>(
    `select at, actor, kind, version, fields from alerts.webhook_change where tenant = $1 and webhook = $2
     order by version desc limit ${SHOWN_CHANGES}`,
    [context.tenant, webhook],
  )
  return rows.map(({ at, actor, ...change }) => ({ ...change, at: new Date(at), actor: toActor(actor) })).reverse()
}
