import { userError, type Context, type DeletePayload, type IdInput, type Tx } from '@casbah/kit'
import { logPolicySteps, takePolicyTurn } from '../policy/policy-turn.ts'
import { Deliverer } from './deliverer.ts'
import { lockWebhook, logWebhookChange } from './webhook.row.ts'

/** Deletes a webhook with its deliveries, and takes it out of the policies that name it. */
export async function deleteWebhook(context: Context, { id, expectedVersion }: IdInput): Promise<DeletePayload> {
  return context.write(async tx => {
    await takePolicyTurn(tx)
    const row = await lockWebhook(tx, id)
    if (!row) {
      const message = `There is no webhook ${id}. Take an id of \`webhooks\`.`
      return { id: null, userErrors: [userError('NOT_FOUND', message, ['id'])] }
    }
    if (expectedVersion != null && expectedVersion !== row.version) {
      const message = `The webhook was changed since: its version is ${row.version}, not ${expectedVersion}. Read it again and repeat.`
      return { id: null, userErrors: [userError('CONFLICT', message, ['expectedVersion'])] }
    }
    await tx.query('delete from alerts.delivery where tenant = $1 and webhook = $2', [tx.tenant, id])
    await tx.query('delete from alerts.webhook where tenant = $1 and id = $2', [tx.tenant, id])
    const actor = { ...context.caller.actor }
    const at = context.instance(Deliverer).now()
    await logWebhookChange(tx, actor, { webhook: id, version: row.version + 1, kind: 'DELETED', fields: [], at })
    const changed = await forgetInPolicies(tx, id)
    await logPolicySteps(
      tx,
      actor,
      changed.map(({ id: policy, version }) => ({ policy, version, kind: 'CHANGED' as const, fields: ['responses'] })),
    )
    return { id, userErrors: [] }
  })
}

function forgetInPolicies(tx: Tx, webhook: string): Promise<{ id: string; version: number }[]> {
  return tx.query(
    `update alerts.policy p set version = p.version + 1, responses = coalesce(
       (select json_agg(r.value order by r.ordinality) from json_array_elements(p.responses) with ordinality r
        where r.value->>'webhook' is distinct from $2), '[]')
     where p.tenant = $1 and p.deleted_at is null
       and exists (select 1 from json_array_elements(p.responses) r where r.value->>'webhook' = $2)
     returning p.id, p.version`,
    [tx.tenant, webhook],
  )
}
