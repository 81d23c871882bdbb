import { CasbahError, type Severity } from '@casbah/kit'
import { z } from 'zod'
import type { Detector, ExplanationData, Gate } from '../detection/detector.ts'
import type { Known, Problem, SystemFacts } from './condition.ts'
import { CONDITION_KINDS } from './kinds.ts'

export const systemDefinition = z.strictObject({ condition: z.string(), parameters: z.unknown().optional() })

/** A policy on how Casbah itself fares. Among detectors it has no gate, so no event concerns it. */
export class SystemPolicy implements Detector {
  readonly gates: readonly Gate[] = []
  /** Said when a problem of its ends. */
  readonly over: string
  private readonly find: (facts: SystemFacts, known: Known) => Problem[]

  constructor(over: string, find: (facts: SystemFacts, known: Known) => Problem[]) {
    this.over = over
    this.find = find
  }

  /** What is wrong now. */
  problems(facts: SystemFacts, known: Known): Problem[] {
    return this.find(facts, known)
  }

  judge(): null {
    return null
  }

  explain(): ExplanationData {
    return {
      matched: false,
      summary: 'This policy judges how Casbah itself fares, and no activities. Its alerts say why each was raised.',
      conditions: [],
      measures: [],
      suppressions: [],
    }
  }
}

/** Makes the policy of a definition; `parse` reads parameters by a schema. BAD_USER_INPUT when there is no such condition. */
export function systemPolicy(
  severity: Severity,
  { condition, parameters }: z.infer<typeof systemDefinition>,
  parse: (schema: z.ZodType, value: unknown) => unknown,
): SystemPolicy {
  const kind = CONDITION_KINDS.get(condition)
  if (!kind)
    throw new CasbahError(
      'BAD_USER_INPUT',
      `definition.condition: there is no condition ${condition}. There are: ${[...CONDITION_KINDS.keys()].join(', ')}.`,
    )
  const read = parse(kind.parameters, parameters ?? {})
  return new SystemPolicy(kind.over, (facts, known) => kind.judge(facts, read, severity, known))
}
