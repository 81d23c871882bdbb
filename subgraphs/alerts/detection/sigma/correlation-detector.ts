import type { Severity } from '@casbah/kit'
import { mitreOf } from '../../policy/mitre.ts'
import type { Detector, ExplanationData, Gate, Judging, Match } from '../detector.ts'
import type { JudgedEvent } from '../event.ts'
import { CorrelationDetector } from '../window/correlation-detector.ts'
import type { Correlation } from './correlation.ts'
import { gateOf, readerOf } from './gate.ts'
import type { SigmaRule } from './rule.ts'
import type { ResolvedCorrelation } from './set.ts'

/** Makes the detector of a correlation, with those that it is about within it. */
export function correlationDetector(severity: Severity, resolved: ResolvedCorrelation): Detector {
  const { document, correlation, bases } = resolved
  const rules = new Map(bases.map(({ name, rule }) => [name, rule]))
  return new Attributed(detectorOf(document.title, severity, correlation, rules), resolved)
}

function detectorOf(
  title: string,
  severity: Severity,
  correlation: Correlation,
  bases: ReadonlyMap<string, SigmaRule>,
): CorrelationDetector {
  const rules = correlation.rules.flatMap(name => {
    const rule = bases.get(name)
    return rule && !correlation.inner.has(name) ? [{ rule: name, gate: gateOf(rule), read: readerOf(rule) }] : []
  })
  const inner = [...correlation.inner].map(([rule, within]) => ({
    rule,
    detector: detectorOf(rule, severity, within, bases),
  }))
  return new CorrelationDetector(title, severity, correlation, rules, inner)
}

/** Says whose correlation it is, and whose rules it rests on. */
class Attributed implements Detector {
  readonly gates: readonly Gate[]
  private readonly inner: Detector
  private readonly credit: string
  private readonly mitre: Match['mitre']

  constructor(inner: Detector, { document, bases }: ResolvedCorrelation) {
    this.inner = inner
    this.gates = inner.gates
    const authors = new Set(
      [document.author, ...bases.map(({ rule }) => rule.author)].filter(author => author !== null),
    )
    const by = authors.size ? ` by ${[...authors].join('; ')}` : ''
    this.credit = `Sigma correlation “${document.title}”${by}.`
    const mitre = mitreOf(document.tags)
    if (mitre.length) this.mitre = mitre
  }

  judge(event: JudgedEvent, passed: readonly number[], judging: Judging): Match | null {
    const match = this.inner.judge(event, passed, judging)
    if (!match) return null
    return { ...this.credited(match), ...(match.also && { also: match.also.map(each => this.credited(each)) }) }
  }

  explain(event: JudgedEvent, judging: Judging): ExplanationData {
    return this.creditedExplanation(this.inner.explain(event, judging))
  }

  private credited(match: Match): Match {
    const mitre = match.mitre ?? this.mitre
    return { ...match, explanation: this.creditedExplanation(match.explanation), ...(mitre && { mitre }) }
  }

  private creditedExplanation(explanation: ExplanationData): ExplanationData {
    return { ...explanation, summary: `${explanation.summary} ${this.credit}` }
  }
}
