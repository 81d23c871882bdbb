import type { Severity } from '@casbah/kit'
import { citationOf } from '../citation.ts'
import type { Detector, ExplanationData, Gate, Match } from '../detector.ts'
import { actorName, personKey, type JudgedEvent } from '../event.ts'
import { compilePredicate, explainPredicate } from '../predicate/predicate.ts'
import type { SigmaRule } from './rule.ts'

/** Sigma rules on the vendor's own event: any of them raises. */
export class Sigma implements Detector {
  readonly gates: readonly Gate[]
  private readonly severity: Severity
  private readonly rules: readonly SigmaRule[]

  constructor(severity: Severity, rules: readonly SigmaRule[]) {
    this.severity = severity
    this.rules = rules
    this.gates = rules.map(({ source, predicate }) => ({ connectors: [source.connector], view: 'raw', predicate }))
  }

  judge(event: JudgedEvent, [first]: readonly number[]): Match | null {
    const rule = this.rules[first!]!
    const { activity } = event
    return {
      key: `${personKey(activity) ?? ''}|app:${activity.app}`,
      severity: this.severity,
      title: app => `${actorName(activity)} in ${app}: ${rule.title} (${activity.vendorAction})`,
      cited: [citationOf(event)],
      explanation: explanationOf(rule, event, true),
    }
  }

  explain(event: JudgedEvent): ExplanationData {
    const meant = this.rules.filter(({ source }) => source.connector === event.activity.connector)
    const matching = meant.find(({ predicate }) => compilePredicate(predicate)(event.record))
    const rule = matching ?? meant[0]
    if (rule) return explanationOf(rule, event, matching !== undefined)
    const summary = `The rule is for events of ${this.rules.map(({ source }) => source.connector).join(', ')}.`
    return { matched: false, summary, conditions: [], measures: [], suppressions: [] }
  }
}

function explanationOf(rule: SigmaRule, event: JudgedEvent, matched: boolean): ExplanationData {
  const by = rule.author ? ` by ${rule.author}` : ''
  return {
    matched,
    summary: `The event ${matched ? 'matches' : 'does not match'} the Sigma rule “${rule.title}”${by}.`,
    conditions: explainPredicate(rule.predicate, event.record),
    measures: [],
    suppressions: [],
  }
}
