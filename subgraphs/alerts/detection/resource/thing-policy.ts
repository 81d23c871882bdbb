import type { Severity } from '@casbah/kit'
import type { Detector, ExplanationData, Gate, Match } from '../detector.ts'
import { compilePredicate, explainPredicate, type Predicate, type Verdict } from '../predicate/predicate.ts'
import { sentenceOf } from './sentence.ts'
import type { Around, Thing } from './thing.ts'

/** A policy on things instead of events. Among detectors it has no gate, so no event concerns it; it is asked for each thing that changed. */
export class ThingPolicy implements Detector {
  readonly gates: readonly Gate[] = []
  /** What it judges. */
  readonly of: Thing['of']
  /** Values of the thing's facet that can match, when the filter names them: where to look for what matches now. */
  readonly facets: readonly string[] | null
  private readonly name: string
  private readonly severity: Severity
  private readonly predicate: Predicate
  private readonly verdict: Verdict

  constructor(
    { name, severity }: { name: string; severity: Severity },
    judged: { of: Thing['of']; predicate: Predicate; facets: readonly string[] | null },
  ) {
    this.name = name
    this.severity = severity
    this.of = judged.of
    this.facets = judged.facets
    this.predicate = judged.predicate
    this.verdict = compilePredicate(judged.predicate)
  }

  /** Whether a thing is as the filter says. */
  matches(thing: Thing, around: Around): boolean {
    return this.verdict(rootOf(thing, around))
  }

  /** The match of a thing that came to match; `before` is what it was, null for a new one. */
  match(thing: Thing, before: Thing | null, around: Around): Match {
    const conditions = explainPredicate(this.predicate, rootOf(thing, around))
    const came = before ? 'It did not match before.' : 'It is new.'
    return {
      key: `${thing.of}:${thing.id}`,
      severity: this.severity,
      title: app => `${this.name}: ${sentenceOf(thing, app)}`,
      cited: thing.of === 'finding' && thing.changedBy ? [thing.changedBy] : [],
      explanation: {
        matched: true,
        summary: `${sentenceOf(thing, 'the app')}. All conditions of the filter hold. ${came}`,
        conditions,
        measures: [],
        suppressions: [],
      },
    }
  }

  judge(): null {
    return null
  }

  explain(): ExplanationData {
    const things = { resource: 'resources', grant: 'OAuth grants', finding: 'findings' }[this.of]
    return {
      matched: false,
      summary: `This policy judges ${things} when they change, and no activities. Its alerts say why each was raised.`,
      conditions: [],
      measures: [],
      suppressions: [],
    }
  }
}

/** A thing with what is known around it, as the predicates read it. */
function rootOf(thing: Thing, around: Around): object {
  return thing.of === 'grant' ? { ...thing, ...around, scopeCount: thing.scopes.length } : { ...thing, ...around }
}
