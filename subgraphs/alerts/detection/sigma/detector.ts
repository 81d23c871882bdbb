import type { Severity } from '@casbah/kit'
import { citationOf } from '../citation.ts'
import type { Detector, ExplanationData, Gate, Match } from '../detector.ts'
import { actorName, type JudgedEvent } from '../event.ts'
import { compilePredicate, explainPredicate } from '../predicate/predicate.ts'
import { gateOf } from './gate.ts'
import { mitreOf } from '../../policy/mitre.ts'
import type { SigmaRule } from './rule.ts'

/** Sigma rules on the vendor's own event: any of them raises. */
export class Sigma implements Detector {
  readonly gates: readonly Gate[]
  private readonly severity: Severity
  private readonly rules: readonly SigmaRule[]
  /** For each rule what its tags name. */
  private readonly techniques: readonly Pick<Match, 'mitre'>[]
  /** Said of a policy none of whose rules raises by itself. */
  private readonly silence: string

  constructor(severity: Severity, rules: readonly SigmaRule[], silence: string) {
    this.severity = severity
    this.rules = rules
    this.silence = silence
    this.gates = rules.map(gateOf)
    this.techniques = rules.map(({ tags }) => {
      const mitre = mitreOf(tags)
      return mitre.length ? { mitre } : {}
    })
  }

  judge(event: JudgedEvent, [first]: readonly number[]): Match | null {
    const rule = this.rules[first!]!
    const { activity } = event
    let explanation: ExplanationData | undefined
    return {
      key: `${event.person ?? ''}|app:${activity.app}`,
      severity: this.severity,
      title: app => `${actorName(activity)} in ${app}: ${rule.title} (${activity.vendorAction})`,
      cited: [citationOf(event)],
      // A rule may match often; its reasons are put together for those that are told.
      get explanation() {
        return (explanation ??= explanationOf(rule, event, true))
      },
      ...this.techniques[first!],
    }
  }

  explain(event: JudgedEvent): ExplanationData {
    const { connector } = event.activity
    const meant = this.rules.filter(({ source }) => source.connectors.includes(connector))
    const matching = meant.find(rule => compilePredicate(gateOf(rule).predicate)(event.record))
    const rule = matching ?? meant[0]
    if (rule) return explanationOf(rule, event, matching !== undefined)
    const connectors = [...new Set(this.rules.flatMap(({ source }) => source.connectors))]
    const summary = connectors.length ? `The rule is for events of ${connectors.join(', ')}.` : this.silence
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
