import { ANOMALY_KINDS } from '../detection/anomaly/kinds.ts'
import { compilePolicy, type Compilable } from '../detection/compile.ts'
import { Memory } from '../detection/memory.ts'
import { Learnt } from '../detection/state.ts'

const DAY_MS = 24 * 3_600_000

/**
 * How much of the past a policy is shown before the span that is asked about, ms: as many days as its detector needs to learn what is
 * normal, else as far back as what it remembers reaches.
 */
export function warmUpMs(policy: Compilable): number {
  const detector = compilePolicy(policy)
  return learningDays(policy) * DAY_MS || (detector.remembersMs ?? DAY_MS)
}

function learningDays({ kind, definition }: Compilable): number {
  if (kind !== 'ANOMALY') return 0
  const { detector, parameters } = definition as { detector: string; parameters?: unknown }
  const anomaly = ANOMALY_KINDS.get(detector)!
  const nothing = { learnt: new Learnt(), memory: new Memory() }
  return anomaly.learning?.(anomaly.parameters.parse(parameters ?? {}), nothing).daysNeeded ?? 0
}
