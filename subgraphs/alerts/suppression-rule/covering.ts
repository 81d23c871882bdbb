import type { Tx } from '@casbah/kit'
import type { Raisable } from '../alert/raisable.ts'
import { coverage, subjectsOf, type RuleTerms, type Subject } from './rule-terms.ts'

/** A rule in force, ready to be asked. */
export interface Covering {
  id: string
  name: string
  reason: string
  expiresAt: Date
  /** Id of the policy that it is about; null for all. */
  policy: string | null
  covers: (subjects: readonly Subject[]) => boolean
}

/** Rules in force at a moment (epoch ms) that are about some policies, or about any for null, the oldest first. */
export async function readCovering(tx: Tx, policies: readonly string[] | null, now: number): Promise<Covering[]> {
  const rows = await tx.query<{
    id: string
    name: string
    reason: string
    policy: string | null
    terms: RuleTerms
    expires_at: string | Date
  }>(
    `select r.id, r.name, r.reason, r.policy, r.terms, r.expires_at from alerts.suppression_rule r
     where r.tenant = $1 and r.expires_at > $3::timestamptz and ($2::uuid[] is null or r.policy is null or r.policy = any($2::uuid[]))
     order by r.created_at, r.id`,
    [tx.tenant, policies, new Date(now).toISOString()],
  )
  return rows.map(({ id, name, reason, policy, terms, expires_at }) => ({
    id,
    name,
    reason,
    policy,
    expiresAt: new Date(expires_at),
    covers: coverage(terms),
  }))
}

/**
 * The first rule that keeps a match from being raised. That Casbah itself does not see is kept by a rule about that policy alone: whoever
 * wants to hear no more of an app hardly means that nobody looks at it any more.
 */
export function coveringRule(rules: readonly Covering[], found: Raisable): Covering | undefined {
  const ofPolicy = rules.filter(
    ({ policy }) => policy === found.policy.id || (policy === null && found.policy.kind !== 'SYSTEM'),
  )
  const subjects = ofPolicy.length ? subjectsOf(found) : null
  return subjects ? ofPolicy.find(({ covers }) => covers(subjects)) : undefined
}
