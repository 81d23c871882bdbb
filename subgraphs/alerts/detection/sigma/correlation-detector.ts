import type { Severity } from '@casbah/kit'
import type { Detector, Gate } from '../detector.ts'
import type { JudgedEvent } from '../event.ts'
import type { Correlation } from './correlation.ts'
import { gateOf, readerOf } from './gate.ts'
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
  { document: { title, line }, correlation, bases }: ResolvedCorrelation,
  Class: CorrelationDetectorClass | null = CORRELATION_DETECTOR,
): Detector {
  if (!Class)
    throw new SigmaRefusal(
      line,
      `The correlation “${title}” is right, but correlations are not judged yet. Use a policy of kind ACTIVITY to count.`,
    )
  const gates = bases.map(({ name, rule }) => ({ rule: name, gate: gateOf(rule), read: readerOf(rule) }))
  return new Class(title, severity, correlation, gates)
}
