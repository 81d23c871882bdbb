import type { Severity } from '@casbah/kit'
import type { Detector, ExplanationData, Gate, Judging, Match } from '../detector.ts'
import type { JudgedEvent } from '../event.ts'
import type { Correlation } from './correlation.ts'
import { gateOf, readerOf } from './gate.ts'
import { mitreOf } from './mitre.ts'
import { SigmaRefusal } from './refusal.ts'
import type { ResolvedCorrelation } from './set.ts'

/** Judges a correlation by the events of its rules; which rule an event is of is told by the number of its gate. */
export type CorrelationDetectorClass = new (
  title: string,
  severity: Severity,
  correlation: Correlation,
  gates: { rule: string; gate: Gate; read: (event: JudgedEvent, field: string) => unknown }[],
) => Detector

/** What judges correlations; null while there is nothing that does. */
const CORRELATION_DETECTOR: CorrelationDetectorClass | null = null

/** Makes the detector of a correlation. */
export function correlationDetector(
  severity: Severity,
  resolved: ResolvedCorrelation,
  Class: CorrelationDetectorClass | null = CORRELATION_DETECTOR,
): Detector {
  const { correlation, bases } = resolved
  const { title, line } = resolved.document
  if (!Class)
    throw new SigmaRefusal(
      line,
      `The correlation “${title}” is right, but correlations are not judged yet. Use a policy of kind ACTIVITY to count.`,
    )
  const gates = bases.map(({ name, rule }) => ({ rule: name, gate: gateOf(rule), read: readerOf(rule) }))
  return new Attributed(new Class(title, severity, correlation, gates), resolved)
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
    return match && { ...match, explanation: this.credited(match.explanation), mitre: match.mitre ?? this.mitre }
  }

  learn(event: JudgedEvent, passed: readonly number[], judging: Judging): void {
    this.inner.learn?.(event, passed, judging)
  }

  explain(event: JudgedEvent, judging: Judging): ExplanationData {
    return this.credited(this.inner.explain(event, judging))
  }

  private credited(explanation: ExplanationData): ExplanationData {
    return { ...explanation, summary: `${explanation.summary} ${this.credit}` }
  }
}
