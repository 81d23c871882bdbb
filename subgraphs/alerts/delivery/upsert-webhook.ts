import { randomUUID } from 'node:crypto'
import { userError, type Context, type Tx, type UserErrorData } from '@casbah/kit'
import type { AlertFilter } from '../alert/alert.inputs.ts'
import { lastStep, readSteps } from '../live/read-steps.ts'
import { isStorable } from '../policy/policy-parts.ts'
import { giveUpPending } from './queue.ts'
import { Deliverer } from './deliverer.ts'
import { keptFilter, readKeptFilter } from './kept-filter.ts'
import { urlProblem } from './webhook-url.ts'
import { lockWebhook, logWebhookChange, MOST_WEBHOOKS, readWebhook, toWebhook } from './webhook.row.ts'
import type { WebhookInput, WebhookPayload } from './webhook.type.ts'
import { firstSecrets, rotated, WebhookVault } from './webhook-vault.ts'

/** Makes or changes a webhook; of a change, a filter that is left out stays. */
export async function upsertWebhook(context: Context, input: WebhookInput): Promise<WebhookPayload> {
  const { allowLoopback, now } = context.instance(Deliverer)
  const filter = input.filter ? await judged(context, input.filter) : { kept: null, problem: null }
  return context.write(async tx => {
    // A tenant's webhooks are made and renamed one after the other.
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('webhooks ' || $1, 0))`, [tx.tenant])
    const problems = await problemsOf(tx, input, allowLoopback)
    if (filter.problem) problems.push(userError('BAD_USER_INPUT', filter.problem, ['filter']))
    if (problems.length) return { webhook: null, secret: null, userErrors: problems }
    const made = input.id
      ? await change(tx, context, input, filter.kept, now())
      : await make(tx, context, input, filter.kept, now())
    if ('userErrors' in made) return { webhook: null, secret: null, userErrors: made.userErrors }
    const row = await readWebhook(tx, made.id)
    return { webhook: toWebhook(tx.tenant, row!, context.instance(WebhookVault)), secret: made.secret, userErrors: [] }
  })
}

/** A filter as it is kept, once it was tried: one that cannot be judged would keep the webhook waiting for ever. */
async function judged(context: Context, filter: AlertFilter): Promise<ReturnType<typeof keptFilter>> {
  const { kept, problem } = keptFilter(filter)
  if (problem) return { kept, problem }
  const failure = await context.db.rehearse(context.tenant, async tx => {
    await readSteps(tx, await lastStep(tx), readKeptFilter(kept))
  })
  return failure ? { kept: null, problem: 'The filter cannot be judged. Make it simpler.' } : { kept, problem: null }
}

type Made = { id: string; secret: string | null } | { userErrors: UserErrorData[] }

async function make(tx: Tx, context: Context, input: WebhookInput, filter: unknown, now: number): Promise<Made> {
  const [held] = await tx.query<{ count: string }>('select count(*) from alerts.webhook where tenant = $1', [tx.tenant])
  if (Number(held!.count) >= MOST_WEBHOOKS) {
    const message = `There are ${MOST_WEBHOOKS} webhooks, the most a tenant can have. Delete one first.`
    return { userErrors: [userError('CONFLICT', message)] }
  }
  const vault = context.instance(WebhookVault)
  const id = randomUUID()
  const secrets = firstSecrets()
  await tx.query(
    `insert into alerts.webhook (tenant, id, name, address, secret, enabled, filter, position, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 1)`,
    [
      tx.tenant,
      id,
      input.name,
      vault.sealAddress(tx.tenant, id, input.url),
      vault.sealSecrets(tx.tenant, id, secrets),
      input.enabled ?? true,
      filter && JSON.stringify(filter),
      await lastStep(tx),
    ],
  )
  const actor = { ...context.caller.actor }
  await logWebhookChange(tx, actor, { webhook: id, version: 1, kind: 'CREATED', fields: [], at: now })
  return { id, secret: secrets.current }
}

async function change(tx: Tx, context: Context, input: WebhookInput, filter: unknown, now: number): Promise<Made> {
  const row = await lockWebhook(tx, input.id!)
  if (!row) {
    const message = `There is no webhook ${input.id}. Take an id of \`webhooks\`.`
    return { userErrors: [userError('NOT_FOUND', message, ['id'])] }
  }
  if (input.expectedVersion !== row.version) {
    const message =
      input.expectedVersion == null
        ? 'Give the `version` last seen, so that nobody’s change is undone unseen.'
        : `The webhook was changed since: its version is ${row.version}, not ${input.expectedVersion}. Read it again and repeat.`
    const code = input.expectedVersion == null ? 'BAD_USER_INPUT' : 'CONFLICT'
    return { userErrors: [userError(code, message, ['expectedVersion'])] }
  }
  const vault = context.instance(WebhookVault)
  const secrets = input.rotateSecret ? rotated(vault.secrets(tx.tenant, row.id, row.secret), now) : null
  const enabled = input.enabled ?? row.enabled
  const kept = input.filter === undefined ? row.filter : filter
  const fields = [
    input.name !== row.name && 'name',
    input.url !== vault.address(tx.tenant, row.id, row.address) && 'url',
    enabled !== row.enabled && 'enabled',
    JSON.stringify(kept) !== JSON.stringify(row.filter) && 'filter',
    secrets && 'secret',
  ].filter(field => typeof field === 'string')
  await tx.query(
    `update alerts.webhook set name = $3, address = $4, secret = $5, enabled = $6, filter = $7, position = $8, version = version + 1
     where tenant = $1 and id = $2`,
    [
      tx.tenant,
      row.id,
      input.name,
      vault.sealAddress(tx.tenant, row.id, input.url),
      secrets ? vault.sealSecrets(tx.tenant, row.id, secrets) : row.secret,
      enabled,
      kept && JSON.stringify(kept),
      // What happened while it was off is not sent by itself.
      enabled && !row.enabled ? await lastStep(tx) : row.position,
    ],
  )
  if (row.enabled && !enabled) await giveUpPending(tx, row.id, 'The webhook was disabled before this was sent.', now)
  const actor = { ...context.caller.actor }
  await logWebhookChange(tx, actor, { webhook: row.id, version: row.version + 1, kind: 'CHANGED', fields, at: now })
  return { id: row.id, secret: secrets?.current ?? null }
}

async function problemsOf(tx: Tx, { id, name, url }: WebhookInput, allowLoopback: boolean): Promise<UserErrorData[]> {
  const problems: UserErrorData[] = []
  if (!name.trim() || name.length > 200 || !isStorable(name))
    problems.push(userError('BAD_USER_INPUT', 'A name has from 1 to 200 characters, no NUL among them.', ['name']))
  else {
    const taken = await tx.query('select 1 from alerts.webhook where tenant = $1 and name = $2 and id::text <> $3', [
      tx.tenant,
      name,
      id ?? '',
    ])
    if (taken.length)
      problems.push(userError('CONFLICT', `There is a webhook called ${name} already. Choose another name.`, ['name']))
  }
  const wrong = urlProblem(url, allowLoopback)
  if (wrong) problems.push(userError('BAD_USER_INPUT', wrong, ['url']))
  return problems
}
