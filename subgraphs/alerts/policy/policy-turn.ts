import type { Tx } from '@casbah/kit'
import type { StoredActor } from '../alert/alert.row.ts'

/**
 * Begins a change of a tenant's policies: its revision grows, so that every process reads them anew once this is committed, and other
 * changes wait until then. Whoever writes `alerts.policy` begins with it.
 */
export async function takePolicyTurn(tx: Tx): Promise<void> {
  await tx.query(
    `insert into alerts.policy_revision as r (tenant, revision) values ($1, 1)
     on conflict (tenant) do update set revision = r.revision + 1`,
    [tx.tenant],
  )
}

/** The revision of a tenant's policies: two reads with the same one have the same policies. */
export async function policyRevision(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ revision: string }>('select revision from alerts.policy_revision where tenant = $1', [
    tx.tenant,
  ])
  return Number(row?.revision ?? 0)
}

/** Something that was done to a policy. */
export interface PolicyStep {
  policy: string
  /** The policy's version after it. */
  version: number
  kind: 'CREATED' | 'CHANGED' | 'DELETED'
  /** Names of the fields that are different now, as in the graph. */
  fields: string[]
}

/** Keeps who changed policies, and what of them. */
export async function logPolicySteps(tx: Tx, actor: StoredActor, steps: PolicyStep[]): Promise<void> {
  if (!steps.length) return
  await tx.query(
    `insert into alerts.policy_change (tenant, policy, version, actor, kind, fields)
     select $1, policy, version, $3, kind, array(select json_array_elements_text(fields))
     from json_to_recordset($2) as s(policy uuid, version int, kind text, fields json)`,
    [tx.tenant, JSON.stringify(steps), JSON.stringify(actor)],
  )
}
