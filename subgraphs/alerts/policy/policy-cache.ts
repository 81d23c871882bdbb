import type { Tx } from '@casbah/kit'
import type { PolicyRow } from './policy.entity.ts'
import { policiesOf } from './policy.service.ts'
import { policyRevision } from './policy-turn.ts'

/** Policies kept, of all tenants together. */
const KEPT = 100_000

/**
 * Policies by tenant, kept as long as the tenant's revision of them stays: a batch costs one tiny statement. As many as there is room for,
 * those of the tenant that was not asked for longest go first.
 */
export class PolicyCache {
  private readonly kept = new Map<string, { revision: number; policies: readonly PolicyRow[] }>()
  private readonly room: number
  private count = 0

  constructor(room = KEPT) {
    this.room = room
  }

  /** A tenant's policies; the same list as long as nothing of them changes. */
  async of(tx: Tx): Promise<readonly PolicyRow[]> {
    // Read first: policies that are newer than their revision are read again, older ones never would be.
    const revision = await policyRevision(tx)
    const known = this.kept.get(tx.tenant)
    if (known?.revision === revision) {
      this.kept.delete(tx.tenant)
      this.kept.set(tx.tenant, known)
      return known.policies
    }
    const { policies, seeded } = await policiesOf(tx)
    // What this transaction itself brought may be taken back, and its revision be another's then.
    if (!seeded) this.keep(tx.tenant, { revision, policies })
    return policies
  }

  private keep(tenant: string, entry: { revision: number; policies: readonly PolicyRow[] }): void {
    this.count += entry.policies.length - (this.kept.get(tenant)?.policies.length ?? 0)
    this.kept.delete(tenant)
    this.kept.set(tenant, entry)
    while (this.count > this.room && this.kept.size > 1) {
      const [oldest, { policies }] = this.kept.entries().next().value!
      this.kept.delete(oldest)
      this.count -= policies.length
    }
  }
}
