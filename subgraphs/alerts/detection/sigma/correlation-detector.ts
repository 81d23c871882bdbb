import type { Severity } from '@casbah/kit'
import { CorrelationDetector } from '../window/correlation-detector.ts'
import type { Correlation } from './correlation.ts'
import { gateOf, readerOf } from './gate.ts'
import type { SigmaRule } from './rule.ts'
import type { ResolvedCorrelation } from './set.ts'

/** Makes the detector of a correlation, with those that it is about within it. */
export function correlationDetector(
  severity: Severity,
  { document: { title }, correlation, bases }: ResolvedCorrelation,
): CorrelationDetector {
  return detectorOf(title, severity, correlation, new Map(bases.map(({ name, rule }) => [name, rule])))
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
