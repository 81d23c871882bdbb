import type { Tx } from '@casbah/kit'
import { sigmaSetOf } from '../detection/sigma/set.ts'
import { definitionProblem, needsOf } from '../policy/policy-health.ts'
import { toPolicy } from '../policy/policy.loaders.ts'
import { policiesOf } from '../policy/policy.service.ts'
import { policyRevision } from '../policy/policy-turn.ts'
import type { PolicyRow } from '../policy/policy.entity.ts'
import type { Policy } from '../policy/policy.type.ts'

/** An enabled policy that may be unable to work, and what it takes. */
export interface Fragile extends Pick<Policy, 'name' | 'scope'> {
  /** Why its definition cannot be read; null when it can. */
  unreadable: string | null
  needs: ReturnType<typeof needsOf>
}

/** What of a tenant's policies matters for how Casbah itself fares. */
export interface PolicyDigest {
  /** Those of kind SYSTEM that are switched on. */
  own: readonly PolicyRow[]
  fragile: readonly Fragile[]
}

/** Digests of so many tenants are kept: all are looked at each minute, and reading all their policies would be most of the work. */
const KEPT = 10_000

/** Digests by tenant, as long as the tenant's revision of its policies stays. */
export class PolicyDigests {
  private readonly kept = new Map<string, { revision: number; digest: PolicyDigest }>()

  async of(tx: Tx): Promise<PolicyDigest> {
    // Read first: policies that are newer than their revision are read again, older ones never would be.
    const revision = await policyRevision(tx)
    const known = this.kept.get(tx.tenant)
    if (known?.revision === revision) return known.digest
    const { policies, seeded } = await policiesOf(tx)
    const digest = digestOf(policies)
    this.kept.delete(tx.tenant)
    // What this transaction itself brought may be taken back, and its revision be another's then.
    if (!seeded) this.kept.set(tx.tenant, { revision, digest })
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value!)
    return digest
  }
}

function digestOf(policies: readonly PolicyRow[]): PolicyDigest {
  const sigma = sigmaSetOf(policies)
  const enabled = policies.filter(policy => policy.enabled)
  return {
    own: enabled.filter(({ kind }) => kind === 'SYSTEM'),
    fragile: enabled.map(toPolicy).flatMap((policy): Fragile[] => {
      const { name, scope } = policy
      const needs = needsOf(policy)
      const unreadable = definitionProblem(policy, sigma)?.message ?? null
      return unreadable !== null || needs.length || scope.apps.length ? [{ name, scope, needs, unreadable }] : []
    }),
  }
}
