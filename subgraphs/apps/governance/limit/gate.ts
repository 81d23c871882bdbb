import type { Tx } from '@casbah/kit'
import type { Release } from '../governance-log.ts'
import { governanceRules, type GovernanceRules } from '../settings/governance-settings.ts'

const HOUR = 3_600_000
/** What was let go and could not be sent for so long is given up. */
const SEND_WITHIN = 24 * HOUR

/** An action that wants to run. */
export interface Candidate {
  as: Release
  spec: string
  policy: string | null
  /** Why it needs a second person whatever the limits say. */
  needs: string | null
  /** When it may run at the earliest, epoch ms. */
  notBefore?: number
}

/** Whether it runs or waits. */
export type Admission =
  | { state: 'QUEUED'; released: { at: Date; as: Release; sendBy: Date } }
  | { state: 'AWAITING_APPROVAL'; awaits: { reason: string; expiresAt: Date } }

const opened = new WeakMap<Tx, Promise<Gate>>()

/**
 * Counts what a tenant lets go in an hour, and holds back what is over a limit. Until the transaction ends no other one counts, in whichever
 * process, so that of any number at once exactly the limit gets through.
 */
export class Gate {
  readonly rules: GovernanceRules
  private readonly now: number
  private readonly counts: Map<string, number>

  private constructor(rules: GovernanceRules, now: number, counts: Map<string, number>) {
    this.rules = rules
    this.now = now
    this.counts = counts
  }

  /** One for a transaction. */
  static of(tx: Tx, now: number): Promise<Gate> {
    const known = opened.get(tx) ?? Gate.open(tx, now)
    opened.set(tx, known)
    return known
  }

  private static async open(tx: Tx, now: number): Promise<Gate> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('governance:' || $1, 0))`, [tx.tenant])
    const rules = await governanceRules(tx)
    const rows = await tx.query<{ as: Release; spec: string; policy: string | null; n: number }>(
      `select released_as as "as", spec, policy, count(*)::int as n from apps.governance_action
       where tenant = $1 and released_at > $2 group by released_as, spec, policy`,
      [tx.tenant, new Date(now - HOUR)],
    )
    const gate = new Gate(rules, now, new Map())
    for (const { n, ...row } of rows) for (const { key } of gate.limitsOf(row)) gate.count(key, n)
    return gate
  }

  /** The limit that an action would break, as a sentence; null when it would break none. */
  over(candidate: Pick<Candidate, 'as' | 'spec' | 'policy'>): string | null {
    return this.limitsOf(candidate).find(({ key, most }) => (this.counts.get(key) ?? 0) >= most)?.reason ?? null
  }

  /** Lets it run, or says why it waits. */
  admit(candidate: Candidate): Admission {
    const reason = candidate.needs ?? this.over(candidate)
    if (reason !== null) {
      const expiresAt = new Date(this.now + this.rules.approvalHours * HOUR)
      return { state: 'AWAITING_APPROVAL', awaits: { reason, expiresAt } }
    }
    for (const { key } of this.limitsOf(candidate)) this.count(key, 1)
    const sendBy = new Date(Math.max(this.now, candidate.notBefore ?? 0) + SEND_WITHIN)
    return { state: 'QUEUED', released: { at: new Date(this.now), as: candidate.as, sendBy } }
  }

  private count(key: string, n: number): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + n)
  }

  private limitsOf({ as, spec, policy }: Pick<Candidate, 'as' | 'spec' | 'policy'>) {
    const { limitByHand, limitByPolicies, limitPerPolicy, limitPerSpec } = this.rules
    const said = (what: string, most: number) => `${what} reached its limit of ${most} actions an hour.`
    if (as === 'HAND')
      return [{ key: 'hand', most: limitByHand, reason: said('What is asked for by hand', limitByHand) }]
    return [
      { key: `policy ${policy}`, most: limitPerPolicy, reason: said('The policy', limitPerPolicy) },
      { key: `spec ${spec}`, most: limitPerSpec, reason: said(`${spec} by policies`, limitPerSpec) },
      { key: 'policies', most: limitByPolicies, reason: said('All policies together', limitByPolicies) },
    ]
  }
}

/** Until when something let go now has to be sent. */
export const sendBy = (now: number): Date => new Date(now + SEND_WITHIN)

/** Of a dry run: it sends nothing, so no limit counts it and nobody has to agree. */
export interface ShownOnly {
  state: 'QUEUED'
  released: { at: null; as: null; sendBy: Date }
}

export const shownOnly = (now: number): ShownOnly => ({
  state: 'QUEUED',
  released: { at: null, as: null, sendBy: sendBy(now) },
})
