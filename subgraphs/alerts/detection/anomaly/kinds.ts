import type { AnomalyKind } from './kind.ts'
import { IMPOSSIBLE_TRAVEL } from './travel/travel.ts'

/** The built-in detectors, by name. */
export const ANOMALY_KINDS: ReadonlyMap<string, AnomalyKind> = new Map(
  [IMPOSSIBLE_TRAVEL].map(kind => [kind.name, kind as AnomalyKind]),
)
