import type { Alert } from '../alert/alert.type.ts'
import type { Citation } from '../detection/citation.ts'
import type { ExplanationData } from '../detection/detector.ts'

type Measure = ExplanationData['measures'][number]

/** Why an anomaly detector fired, as OCSF's Anomaly Analysis: whom it is about, what was measured, and what is normal for them. */
export function anomalyAnalysis(alert: Alert, citations: Citation[]): Record<string, unknown> {
  const { measures } = alert.explanation
  const known = measures.filter(({ baseline }) => baseline !== null)
  return {
    analysis_targets: targetsOf(citations),
    anomalies: measures.map(measure => ({
      observation_parameter: measure.name,
      observation_type: measure.unit ?? 'count',
      observed_pattern: patternOf(measure),
      observations: [{ value: textOf(measure.value, measure.unit) }],
    })),
    baselines: known.map(({ name, unit, baseline }) => ({
      observation_parameter: name,
      observation_type: unit ?? 'count',
      observations: [{ value: textOf(baseline!, unit) }],
    })),
  }
}

/** Who acted, once each; the apps where nobody is named. */
function targetsOf(citations: Citation[]): { name: string; type: string }[] {
  const users = new Set(citations.flatMap(({ actor }) => actor?.email ?? actor?.name ?? actor?.id ?? []))
  if (users.size) return [...users].map(name => ({ name, type: 'User' }))
  return [...new Set(citations.map(({ app }) => app))].map(name => ({ name, type: 'Application' }))
}

function patternOf({ value, unit, threshold, baseline }: Measure): string {
  const parts = [textOf(value, unit)]
  if (threshold !== null) parts.push(`threshold ${textOf(threshold, unit)}`)
  if (baseline !== null) parts.push(`normally ${textOf(baseline, unit)}`)
  return parts.join(', ')
}

const textOf = (value: number, unit: string | null) => (unit ? `${value} ${unit}` : String(value))
