import type { Tx } from '@casbah/kit'
import type { Actor } from '../../actor/actor.type.ts'
import type { ActionEffect } from '../../connector/connector.type.ts'

/** How a tenant wants its governance actions held back. */
export interface GovernanceRules {
  /** Effects that wait for a second person when asked for by hand. */
  approvalByHand: ActionEffect[]
  /** Effects that wait for a second person when a policy asks. */
  approvalByPolicy: ActionEffect[]
  /** How long an action waits for approval before it expires. */
  approvalHours: number
  /** Batches by hand of more than so many wait for a second person; null: none does for its size. */
  approvalBatchSize: number | null
  /** How long a policy leaves a target alone after it has acted on it. */
  coolingOffMinutes: number
  /** Actions an hour, each by itself: of one policy, of one spec by policies, of all policies, and by hand. */
  limitPerPolicy: number
  limitPerSpec: number
  limitByPolicies: number
  limitByHand: number
}

export interface KeptRules extends GovernanceRules {
  changedBy: Actor | null
  changedAt: Date | null
}

/** A wrong policy takes what cannot be taken back from nobody, and does little of the rest; a person may do what is reversible at once. */
export const DEFAULT_RULES: GovernanceRules = {
  approvalByHand: ['DESTRUCTIVE'],
  approvalByPolicy: ['DESTRUCTIVE'],
  approvalHours: 72,
  approvalBatchSize: 10,
  coolingOffMinutes: 60,
  limitPerPolicy: 20,
  limitPerSpec: 50,
  limitByPolicies: 100,
  limitByHand: 500,
}

/** A tenant's rules; the defaults where it set none. */
export async function governanceRules(tx: Tx): Promise<KeptRules> {
  const [row] = await tx.query<{ settings: Partial<GovernanceRules>; changed_by: Actor; changed_at: number }>(
    `select settings, changed_by, (extract(epoch from changed_at) * 1000)::float8 as changed_at
     from apps.governance_settings where tenant = $1`,
    [tx.tenant],
  )
  const changed = { changedBy: row?.changed_by ?? null, changedAt: row ? new Date(row.changed_at) : null }
  return { ...DEFAULT_RULES, ...row?.settings, ...changed }
}

/** Keeps what is given; the rest stays as it is. */
export async function keepRules(tx: Tx, change: Partial<GovernanceRules>, by: Actor): Promise<KeptRules> {
  await tx.query(
    `insert into apps.governance_settings as s (tenant, settings, changed_by, changed_at) values ($1, $2, $3, clock_timestamp())
     on conflict (tenant) do update set settings = (s.settings::jsonb || $2::jsonb)::json, changed_by = $3, changed_at = clock_timestamp()`,
    [tx.tenant, JSON.stringify(change), JSON.stringify(by)],
  )
  return governanceRules(tx)
}
