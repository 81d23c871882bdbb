import type { StoredActivity } from '@casbah/kit'
import type { PolicyRow } from '../policy/policy.entity.ts'
import { LEARNERS } from './anomaly/learners.ts'
import { citeBatch } from './cite-batch.ts'
import type { Match } from './detector.ts'
import { isAhead, JudgedEvent, judgedTime } from './event.ts'
import { NO_FACTS, type Facts } from './facts.ts'
import { seeFields } from './field-sight.ts'
import { usualLateness, type LatenessOf } from './lateness.ts'
import { Program } from './program.ts'
import { throttled, throttledMatch } from './throttle.ts'
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
  /** Events that came later than a policy's windows wait for them, once for each such policy. */
  late: number
}

/** A batch of one tenant's activities, and what judging it needs. */
export interface Batch {
  tenant: string
  activities: readonly StoredActivity[]
  policies: readonly PolicyRow[]
  facts?: Facts
  /** How late events of these connectors may come and still count in windows, ms; of any, for null. Default a day. */
  latenessOf?: LatenessOf
}

/** Tenants whose policies are kept compiled. */
const KEPT = 1_000
/** Matches of one policy in a day that alerts are raised for. */
const MATCHES_A_DAY = 200_000

/** Judges activities by policies; state is handed in, so that it can be saved, replayed and thrown away. */
export class Engine {
  readonly counts: Counts = { judged: 0, learnt: 0, failures: 0, ahead: 0, late: 0 }
  private readonly programs = new Map<string, { policies: readonly PolicyRow[]; signature: string; program: Program }>()
  private readonly matchesPerDay: number

  /** `matchesPerDay`: matches of one policy in a day beyond which they are only counted. */
  constructor({ matchesPerDay = MATCHES_A_DAY }: { matchesPerDay?: number | undefined } = {}) {
    this.matchesPerDay = matchesPerDay
  }

  /** Judges activities of one tenant in the order of their time. Those of the history lane only teach. */
  judge(batch: Batch, shard: ShardState): Judged {
    const { tenant, activities, policies, facts = NO_FACTS, latenessOf = usualLateness } = batch
    const judged: Judged = { found: [], suppressed: [], failures: new Map() }
    const state = tenantState(shard, tenant)
    const program = this.programOf(tenant, policies)
    const known = { facts, latenessOf }
    const failed = (policy: PolicyRow) => {
      // The event is skipped for this policy alone; its health tells how often that happens.
      judged.failures.set(policy.id, (judged.failures.get(policy.id) ?? 0) + 1)
      this.counts.failures++
    }
    for (const activity of inOrder(activities)) {
      const event = new JudgedEvent(activity)
      if (isAhead(activity)) this.counts.ahead++
      if (activity.lane === 'history') this.counts.learnt++
      else this.counts.judged++
      if (program.unreadable.size) program.unreadable.forEach((_, policy) => failed(policy))
      this.judgeOne(event, program, state, known, judged, failed)
      seeFields(event, program.asked, state.learnt)
      this.learn(event, state)
    }
    citeBatch(judged.found, activities)
    return judged
  }

  private judgeOne(
    event: JudgedEvent,
    program: Program,
    state: TenantState,
    { facts, latenessOf }: { facts: Facts; latenessOf: LatenessOf },
    judged: Judged,
    failed: (policy: PolicyRow) => void,
  ): void {
    const { learnt } = state
    for (const { policy, detector, connectors, scope, passed } of program.call(event, failed)) {
      const memory = memoryOf(state, policy)
      const late = memory.late
      try {
        if (scope?.(event.activity, facts)) continue
        const judging = { memory, learnt, facts, latenessMs: latenessOf(connectors) }
        if (event.activity.lane === 'history') {
          detector.learn?.(event, passed, judging)
          continue
        }
        const first = detector.judge(event, passed, judging)
        for (const match of first ? [first, ...(first.also ?? [])] : [])
          this.sort({ policy, match, event }, learnt, judged)
      } catch {
        failed(policy)
      }
      this.counts.late += memory.late - late
    }
  }

  /** What one learner cannot take, others still learn of. */
  private learn(event: JudgedEvent, { learnt }: TenantState): void {
    for (const learner of LEARNERS)
      try {
        learner.observe(event, learnt)
      } catch {
        this.counts.failures++
      }
  }

  /** To be raised, or to the ledger. */
  private sort(found: Found, learnt: TenantState['learnt'], judged: Judged): void {
    if (found.match.suppressedBy) return void judged.suppressed.push(found)
    const stopped = throttled(found, learnt, this.matchesPerDay)
    if (!stopped) return void judged.found.push(found)
    judged.suppressed.push({ ...found, match: throttledMatch(found.match, this.matchesPerDay) })
    if (stopped.notice) judged.found.push(stopped.notice)
  }

  /** A tenant's policies as they were last compiled; null when it has not judged any. */
  lastProgramOf(tenant: string): Program | null {
    return this.programs.get(tenant)?.program ?? null
  }

  /** A tenant's policies, compiled; the same list again costs nothing. */
  private programOf(tenant: string, policies: readonly PolicyRow[]): Program {
    const known = this.programs.get(tenant)
    this.programs.delete(tenant)
    let entry = known
    if (!entry || entry.policies !== policies) {
      const signature = policies.map(policy => `${policy.id}@${policy.version}`).join()
      const program = known?.signature === signature ? known.program : new Program(policies)
      entry = { policies, signature, program }
    }
    this.programs.set(tenant, entry)
    if (this.programs.size > KEPT) this.programs.delete(this.programs.keys().next().value!)
    return entry.program
  }
}

/** By the time that they are judged by; equal ones as they came. */
function inOrder(activities: readonly StoredActivity[]): readonly StoredActivity[] {
  let last = -Infinity
  for (const activity of activities) {
    const time = judgedTime(activity)
    if (time < last) return activities.toSorted((a, b) => judgedTime(a) - judgedTime(b))
    last = time
  }
  return activities
}
