import type { Tx } from '@casbah/kit'
import { isUuid } from '../alert/alert.loaders.ts'
import { toActor, type StoredActor } from '../alert/alert.row.ts'
import type { RuleTerms } from './rule-terms.ts'
import { SuppressionRule, SuppressionScope } from './suppression-rule.type.ts'

/** Columns of `alerts.suppression_rule r` that a rule is made of. */
export const RULE_COLUMNS =
  'r.id, r.name, r.policy, r.terms, r.reason, r.owner, r.created_at, r.expires_at, r.hit_count, r.last_hit_at, r.version'

export interface RuleRow {
  id: string
  name: string
  policy: string | null
  terms: RuleTerms
  reason: string
  owner: StoredActor
  created_at: Date | string
  expires_at: Date | string
  hit_count: string
  last_hit_at: Date | string | null
  version: number
}

/** A rule by id, within a transaction; null when the tenant has none such. `lock`: nobody else changes it until commit. */
export async function readRule(tx: Tx, id: string, { lock = false } = {}): Promise<RuleRow | null> {
  if (!isUuid(id)) return null
  const [row] = await tx.query<RuleRow>(
    `select ${RULE_COLUMNS} from alerts.suppression_rule r where r.tenant = $1 and r.id = $2::uuid${lock ? ' for update' : ''}`,
    [tx.tenant, id],
  )
  return row ?? null
}

export function toScope(terms: RuleTerms): SuppressionScope {
  const byId = (ids: readonly string[]) => ids.map(id => ({ id }))
  return Object.assign(new SuppressionScope(), {
    users: byId(terms.users),
    accounts: byId(terms.accounts),
    apps: byId(terms.apps),
    ips: terms.ips,
    resources: byId(terms.resources),
    actions: terms.actions,
  } satisfies SuppressionScope)
}

export function toRule(row: RuleRow): SuppressionRule {
  return Object.assign(new SuppressionRule(), {
    id: row.id,
    name: row.name,
    scope: toScope(row.terms),
    reason: row.reason,
    owner: toActor(row.owner),
    createdAt: new Date(row.created_at),
    expiresAt: new Date(row.expires_at),
    hitCount: Number(row.hit_count),
    lastHitAt: row.last_hit_at === null ? null : new Date(row.last_hit_at),
    version: row.version,
    policyId: row.policy,
  } satisfies SuppressionRule)
}
