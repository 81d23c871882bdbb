import type { StoredActivity } from '@casbah/kit'
import type { PolicyRow } from '../policy/policy.entity.ts'
import { LEARNERS } from './anomaly/learners.ts'
import { citationOf, isCitation } from './citation.ts'
import type { Match } from './detector.ts'
import { isAhead, JudgedEvent } from './event.ts'
import { NO_FACTS, type Facts } from './facts.ts'
import { Program } from './program.ts'
import { memoryOf, tenantState, type ShardState, type TenantState } from './state.ts'

/** A policy's match on one activity. */
export interface Found {
  policy: PolicyRow
  match: Match
  event: JudgedEvent
}

/** What judging a batch came to. */
export interface Judged {
  /** To be raised. */
  found: Found[]
  /** Kept from being raised, for the ledger. */
  suppressed: Found[]
  /** Events that a policy threw on, by id of the policy. */
  failures: Map<string, number>
}

/** What the engine has counted since it began. */
export interface Counts {
  judged: number
  learnt: number
  failures: number
  /** Times over ten minutes ahead of our own reading. */
  ahead: number
}

/** A batch of one tenant's activities, and what judging it needs. */
export interface Batch {
  tenant: string
  activities: readonly StoredActivity[]
  policies: readonly PolicyRow[]
  facts?: Facts
  /** How late events may come and still count in windows, ms. */
  latenessMs?: number
}

const DAY_MS = 24 * 3_600_000
/** Tenants whose policies are kept compiled. */
const KEPT = 1_000

/** Judges activities by policies; state is handed in, so that it can be saved, replayed and thrown away. */
export class Engine {
  readonly counts: Counts = { judged: 0, learnt: 0, failures: 0, ahead: 0 }
  private readonly programs = new Map<string, { signature: string; program: Program }>()

  /** Judges activities of one tenant in the order of their time. Those of the history lane only teach. */
  judge({ tenant, activities, policies, facts = NO_FACTS, latenessMs = DAY_MS }: Batch, shard: ShardState): Judged {
    const judged: Judged = { found: [], suppressed: [], failures: new Map() }
    const state = tenantState(shard, tenant)
    const program = this.programOf(tenant, policies)
    const failed = (policy: PolicyRow) => {
      // The event is skipped for this policy alone; its health tells how often that happens.
      judged.failures.set(policy.id, (judged.failures.get(policy.id) ?? 0) + 1)
      this.counts.failures++
    }
    const events = activities.map(activity => new JudgedEvent(activity)).sort((a, b) => a.time - b.time)
    for (const event of events) {
      if (isAhead(event.activity)) this.counts.ahead++
      if (event.activity.lane === 'history') this.counts.learnt++
      else this.counts.judged++
      for (const policy of program.unreadable.keys()) failed(policy)
      this.judgeOne(event, program, state, { facts, latenessMs }, judged, failed)
      for (const learner of LEARNERS) learner.observe(event, state.learnt)
    }
    citeWhole(judged.found, events)
    return judged
  }

  private judgeOne(
    event: JudgedEvent,
    program: Program,
    state: TenantState,
    known: { facts: Facts; latenessMs: number },
    judged: Judged,
    failed: (policy: PolicyRow) => void,
  ): void {
    const { learnt } = state
    for (const { policy, detector, passed } of program.call(event, failed)) {
      try {
        const judging = { memory: memoryOf(state, policy), learnt, ...known }
        if (event.activity.lane === 'history') {
          detector.learn?.(event, passed, judging)
          continue
        }
        const match = detector.judge(event, passed, judging)
        if (match) (match.suppressedBy ? judged.suppressed : judged.found).push({ policy, match, event })
      } catch {
        failed(policy)
      }
    }
  }

  private programOf(tenant: string, policies: readonly PolicyRow[]): Program {
    const signature = policies.map(policy => `${policy.id}@${policy.version}`).join()
    const known = this.programs.get(tenant)
    this.programs.delete(tenant)
    const entry = known?.signature === signature ? known : { signature, program: new Program(policies) }
    this.programs.set(tenant, entry)
    if (this.programs.size > KEPT) this.programs.delete(this.programs.keys().next().value!)
    return entry.program
  }
}

/** What a match cites by id and is in the batch at hand is cited whole. */
function citeWhole(found: readonly Found[], events: readonly JudgedEvent[]): void {
  if (!found.some(({ match }) => match.cited.some(cited => !isCitation(cited)))) return
  const byId = new Map(events.map(event => [event.activity.id, event]))
  for (const { match } of found)
    match.cited = match.cited.map(cited => {
      const event = isCitation(cited) ? undefined : byId.get(cited.id)
      return event ? citationOf(event) : cited
    })
}
