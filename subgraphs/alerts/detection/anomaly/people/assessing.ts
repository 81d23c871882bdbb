import { Severity } from '@casbah/kit'
import type { Detector, ExplanationData, Gate, Judging, Match } from '../../detector.ts'
import type { JudgedEvent } from '../../event.ts'
import type { MitreData } from '../../../policy/policy.entity.ts'
import { weigh, type Reason, type Sensitivity } from './sensitivity.ts'

/** Said of an event that is judged and does not match: most are, and nobody reads it. */
export const NOTHING = 'Nothing matches.'

/** What a detector thinks of an event. */
export interface Assessment {
  matched: boolean
  /** Text that a database takes: what the match is about, never a hash's bytes. */
  key: string
  severity: Severity
  title: (app: string) => string
  cited: Match['cited']
  summary: string
  conditions: ExplanationData['conditions']
  measures: ExplanationData['measures']
  /** What may keep it from being raised. */
  reasons: readonly Reason[]
  mitre?: MitreData[]
}

/**
 * A detector that judges an event by what learners remember of those before it, and remembers nothing itself: what is remembered
 * follows from events alone, also where facts about accounts are weighed, which may differ when the log is replayed.
 */
export abstract class Assessing implements Detector {
  abstract readonly gates: readonly Gate[]
  protected readonly severity: Severity
  private readonly sensitivity: Sensitivity

  constructor(severity: Severity, sensitivity: Sensitivity = 'HIGH') {
    this.severity = severity
    this.sensitivity = sensitivity
  }

  /** `known` when it is only to be explained and the learners have seen it already. A text says why there is nothing to judge. */
  protected abstract assess(event: JudgedEvent, judging: Judging, known: boolean): Assessment | string

  judge(event: JudgedEvent, _: readonly number[], judging: Judging): Match | null {
    const found = this.assess(event, judging, false)
    if (typeof found === 'string' || !found.matched) return null
    const { suppressions, suppressedBy } = weigh(this.sensitivity, found.reasons)
    const { key, severity, title, cited, mitre } = found
    return {
      key,
      severity,
      title,
      cited,
      explanation: explanation(found, suppressions),
      ...(mitre && { mitre }),
      ...(suppressedBy && { suppressedBy }),
    }
  }

  explain(event: JudgedEvent, judging: Judging): ExplanationData {
    const found = this.assess(event, judging, true)
    if (typeof found === 'string')
      return { matched: false, summary: found, conditions: [], measures: [], suppressions: [] }
    const { suppressions, suppressedBy } = weigh(this.sensitivity, found.reasons)
    return { ...explanation(found, suppressions), matched: found.matched && !suppressedBy }
  }
}

function explanation(found: Assessment, suppressions: ExplanationData['suppressions']): ExplanationData {
  const { matched, summary, conditions, measures } = found
  return { matched, summary, conditions, measures, suppressions }
}

/** The worse of two. */
export function atLeast(one: Severity, other: Severity): Severity {
  const ranks = Object.keys(Severity)
  return ranks.indexOf(one) >= ranks.indexOf(other) ? one : other
}

export function measure(
  name: string,
  value: number,
  threshold: number | null,
  unit: string | null = null,
  baseline: number | null = null,
): ExplanationData['measures'][number] {
  return { name, value, unit, baseline, threshold }
}

export function condition(
  field: string,
  operator: string,
  expected: unknown,
  actual: unknown,
  matched: boolean,
): ExplanationData['conditions'][number] {
  return { field, operator, expected, actual, matched }
}

/** A number for a sentence: with at most one place behind the point. */
export function round(value: number): number {
  return Math.round(value * 10) / 10
}
