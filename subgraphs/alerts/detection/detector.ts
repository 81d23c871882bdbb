import type { Severity } from '@casbah/kit'
import type { MitreData } from '../policy/policy.entity.ts'
import type { ActivityRef, Citation } from './citation.ts'
import type { JudgedEvent } from './event.ts'
import type { Facts } from './facts.ts'
import type { Memory } from './memory.ts'
import type { Learnt } from './state.ts'
import type { Predicate } from './predicate/predicate.ts'

/** Why a policy did or did not match; as the graph has it. */
export interface ExplanationData {
  matched: boolean
  summary: string
  conditions: { field: string; operator: string; expected: unknown; actual: unknown; matched: boolean }[]
  measures: {
    name: string
    value: number
    unit: string | null
    baseline: number | null
    threshold: number | null
  }[]
  suppressions: { name: string; applied: boolean; reason: string }[]
}

/** What a detector found in an event. */
export interface Match {
  /** What the match is about, such as a person: matches of a policy with equal keys fold into one alert. */
  key: string
  /** Severity in the context of this match. */
  severity: Severity
  /** One sentence with names; gets the name of the app that the event happened in. */
  title: (app: string) => string
  /** Activities that it rests on, the judged one among them. */
  cited: (Citation | ActivityRef)[]
  explanation: ExplanationData
  /** Techniques that it shows, when that differs from the policy's. */
  mitre?: MitreData[]
  /** Set when something kept it from being raised: it is counted and kept in the ledger, by the name of what kept it. */
  suppressedBy?: string
  /** What else the event made match, such as another group. */
  also?: readonly Match[]
  /** Set when a later match tells the same story further: the alert that it folds into takes its title and explanation. */
  grows?: boolean
}

/** A view of an event that a predicate is judged on: the vendor's own record, or the normalised activity. */
export type View = 'raw' | 'activity'

/** What an event must be like for a detector to look at it; gates of all policies lie in one index. */
export interface Gate {
  /** Slugs of the connectors whose events it means; null for all. */
  connectors: readonly string[] | null
  view: View
  predicate: Predicate
}

/** What a detector may use besides the event. All but facts follows from the log, so that a replay ends in the same state. */
export interface Judging {
  /** What this policy remembers in this tenant. */
  memory: Memory
  /** What is learnt of the tenant's people, shared by all policies. */
  learnt: Learnt
  /** What is known of accounts when the event is judged; a replay is given none, so that nothing remembered may follow from them. */
  facts: Facts
  /** How late events of the policy's streams may come and still count in windows, ms. */
  latenessMs: number
}

/**
 * A policy made ready to judge. It sees only events that pass one of its gates. What it remembers must follow from the events alone,
 * never from a clock. Throwing means: this event was not judged.
 */
export interface Detector {
  readonly gates: readonly Gate[]
  /** How far back what it remembers reaches, ms: so much is read before a span of the past is judged. A day when left out. */
  readonly remembersMs?: number
  /** Judges a live event and remembers what later ones need. `passed` has the numbers of the gates that it passed, ascending. */
  judge(event: JudgedEvent, passed: readonly number[], judging: Judging): Match | null
  /** Remembers what later events need, of one that is history; left out by detectors that learn nothing from history. */
  learn?(event: JudgedEvent, passed: readonly number[], judging: Judging): void
  /** Why it does or does not match an event, without remembering anything. */
  explain(event: JudgedEvent, judging: Judging): ExplanationData
}
