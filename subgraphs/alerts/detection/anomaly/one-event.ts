import type { Severity } from '@casbah/kit'
import { citationOf } from '../citation.ts'
import type { Detector, ExplanationData, Gate, Judging, Match } from '../detector.ts'
import type { JudgedEvent } from '../event.ts'
import { compilePredicate, explainPredicate } from '../predicate/predicate.ts'
import { filterPredicate, type EventFilter } from '../threshold/event-filter.ts'
import { weigh, type Sensitivity, type Weighed } from './sensitivity.ts'

/** What one event says that is out of the ordinary. */
export interface Finding {
  /** Matches with equal keys fold into one alert. */
  key: string
  /** Gets the name of the app. */
  title: (app: string) => string
  /** One sentence, without the full stop. */
  summary: string
  /** What of the event speaks for it, and what does not; that it is enough is decided. */
  conditions: ExplanationData['conditions']
  measures: ExplanationData['measures']
  weighed: readonly Weighed[]
  /** When it is worse than usual. */
  severity?: Severity
}

/** A detector whose verdict rests on one event and on what is learnt, so that it remembers nothing of its own. */
export class OneEvent implements Detector {
  readonly gates: readonly Gate[]
  private readonly severity: Severity
  private readonly sensitivity: Sensitivity
  private readonly find: (event: JudgedEvent, judging: Judging) => Finding | null

  constructor(
    severity: Severity,
    sensitivity: Sensitivity,
    filter: EventFilter,
    find: (event: JudgedEvent, judging: Judging) => Finding | null,
  ) {
    this.severity = severity
    this.sensitivity = sensitivity
    this.gates = [{ connectors: null, view: 'activity', predicate: filterPredicate(filter) }]
    this.find = find
  }

  judge(event: JudgedEvent, _: readonly number[], judging: Judging): Match | null {
    const finding = this.find(event, judging)
    if (!finding) return null
    const { explanation, suppressedBy } = this.weighed(event, finding)
    return {
      key: finding.key,
      severity: finding.severity ?? this.severity,
      title: finding.title,
      cited: [citationOf(event)],
      explanation,
      ...(suppressedBy !== undefined && { suppressedBy }),
    }
  }

  explain(event: JudgedEvent, judging: Judging): ExplanationData {
    const { predicate } = this.gates[0]!
    const conditions = explainPredicate(predicate, event.activity)
    const nothing = { matched: false, conditions, measures: [], suppressions: [] }
    if (!compilePredicate(predicate)(event.activity))
      return { ...nothing, summary: 'The activity is none that this detector looks at.' }
    const finding = this.find(event, judging)
    if (!finding) return { ...nothing, summary: 'The activity says nothing that is out of the ordinary.' }
    return this.weighed(event, finding).explanation
  }

  private weighed(event: JudgedEvent, { summary, conditions, measures, weighed }: Finding) {
    const { suppressions, suppressedBy } = weigh(weighed, this.sensitivity)
    const explanation: ExplanationData = {
      matched: suppressedBy === undefined,
      summary: suppressedBy === undefined ? `${summary}.` : `${summary}; kept back by ${suppressedBy}.`,
      conditions: [...explainPredicate(this.gates[0]!.predicate, event.activity), ...conditions],
      measures,
      suppressions,
    }
    return { explanation, suppressedBy }
  }
}

/** One sign in an event. */
export function sign(
  field: string,
  expected: unknown,
  actual: unknown,
  matched: boolean,
): ExplanationData['conditions'][number] {
  return { field, operator: 'sign', expected, actual, matched }
}

export function vendorItself(event: JudgedEvent): Weighed {
  const holds = event.activity.actor?.kind === 'system'
  return {
    name: 'vendor-itself',
    tier: 'system',
    holds,
    reason: holds ? 'The app itself did it, not somebody.' : 'Somebody did it, not the app itself.',
  }
}
