import type { StoredActivity, Tx } from '@casbah/kit'
import type { PolicyRow } from '../policy/policy.entity.ts'
import { ANOMALY_KINDS } from './anomaly/kinds.ts'
import { factsOf, type AccountFact, type Facts } from './facts.ts'

/** Accounts and people of one batch that are looked up, and accounts that are taken in. */
const ASKED = 20_000
const TAKEN = 50_000

/** Whether any enabled policy looks at accounts. */
export function needFacts(policies: readonly PolicyRow[]): boolean {
  return policies.some(policy => {
    const { enabled, kind, definition } = policy
    if (!enabled) return false
    if (isScopedByGroup(policy)) return true
    if (kind !== 'ANOMALY') return false
    const { detector } = definition as { detector?: unknown }
    return typeof detector === 'string' && (ANOMALY_KINDS.get(detector)?.needs.includes('accounts') ?? false)
  })
}

/** Whether a policy means some groups only: then facts decide what it counts, and so what it remembers. */
export function isScopedByGroup({ scope }: PolicyRow): boolean {
  return Boolean(scope?.groups.length || scope?.excludedGroups.length)
}

/**
 * What is known of the accounts that a batch's activities are by and about, and of all accounts of its people. It is read when the batch
 * is judged, so that a replay after a crash may read something newer. What built-in detectors remember does not depend on it: the learners
 * are never given facts. A policy that means some groups counts by what is read then.
 */
export async function accountFacts(tx: Tx, activities: readonly StoredActivity[]): Promise<Facts> {
  const accounts = new Set<string>()
  const users = new Set<string>()
  for (const { accountId, userId, targetAccountIds } of activities) {
    for (const id of [accountId, ...targetAccountIds]) if (id !== null && accounts.size < ASKED) accounts.add(id)
    if (userId !== null && users.size < ASKED) users.add(userId)
  }
  if (!accounts.size && !users.size) return factsOf([])
  const rows = await tx.query<Omit<AccountFact, 'statusSince'> & { statusSince: string | null }>(
    `select a.id, a.app, a.email, a.user_id as "userId", a.status, a.is_admin as "isAdmin", a.is_service as "isService",
       a.is_external as "isExternal", a.mfa_enabled as "mfaEnabled", a.groups, p.connector,
       extract(epoch from a.status_since) * 1000 as "statusSince"
     from (
       select k.* from alerts.account k where k.tenant = $1 and k.id = any($2::text[])
       union
       select k.* from alerts.account k where k.tenant = $1 and k.user_id = any($3::text[])
     ) as a left join alerts.app p on p.tenant = a.tenant and p.id = a.app
     order by a.id limit ${TAKEN}`,
    [tx.tenant, [...accounts], [...users]],
  )
  return factsOf(rows.map(row => ({ ...row, statusSince: row.statusSince === null ? null : Number(row.statusSince) })))
}
