import type { Severity } from '@casbah/kit'
import type { Detector, ExplanationData, Gate, Judging, Match } from '../detector.ts'
import type { JudgedEvent } from '../event.ts'
import { Memory } from '../memory.ts'
import { correlationDetector } from './correlation-detector.ts'
import { Sigma } from './detector.ts'
import type { SigmaParts } from './set.ts'

/** Makes the detector of a policy from its parts; throws a SigmaRefusal for a part that cannot be judged. */
export function policyDetector(severity: Severity, { rules, correlations, silent }: SigmaParts): Detector {
  const counted = correlations.map(correlation => correlationDetector(severity, correlation))
  if (counted.length && !rules.length) return counted.length === 1 ? counted[0]! : new Several(counted)
  const names = silent.map(({ title }) => `“${title}”`).join(', ')
  const silence = names
    ? `${names} raises nothing by itself: a correlation tells of it. Explain the policy with the correlation.`
    : 'The policy only filters what rules of other policies find.'
  const plain = new Sigma(severity, rules, silence)
  // A correlation says more than the rule that completes it.
  return counted.length ? new Several([...counted, plain]) : plain
}

/** Several detectors of one policy: every one sees its events, and tells what it finds. */
class Several implements Detector {
  readonly gates: readonly Gate[]
  private readonly parts: readonly Detector[]

  constructor(parts: readonly Detector[]) {
    this.parts = parts
    this.gates = parts.flatMap(part => part.gates)
  }

  judge(event: JudgedEvent, passed: readonly number[], judging: Judging): Match | null {
    const found: Match[] = []
    this.each(passed, judging, (part, own, inner) => {
      const match = part.judge(event, own, inner)
      if (match) found.push(match, ...(match.also ?? []))
    })
    const [first, ...also] = found
    return first ? { ...first, also } : null
  }

  learn(event: JudgedEvent, passed: readonly number[], judging: Judging): void {
    this.each(passed, judging, (part, own, inner) => part.learn?.(event, own, inner))
  }

  explain(event: JudgedEvent, judging: Judging): ExplanationData {
    const all = this.parts.map((part, at) =>
      part.explain(event, { ...judging, memory: new PartMemory(judging.memory, at) }),
    )
    return all.find(({ matched }) => matched) ?? all[0]!
  }

  private each(
    passed: readonly number[],
    judging: Judging,
    call: (part: Detector, own: readonly number[], judging: Judging) => void,
  ): void {
    let start = 0
    this.parts.forEach((part, at) => {
      const end = start + part.gates.length
      const own = passed.filter(gate => gate >= start && gate < end).map(gate => gate - start)
      start = end
      if (!own.length) return
      const memory = new PartMemory(judging.memory, at)
      call(part, own, { ...judging, memory })
      judging.memory.late += memory.late
    })
  }
}

/** What one part of a policy remembers, in the policy's memory. */
class PartMemory extends Memory {
  private readonly whole: Memory
  private readonly prefix: string

  constructor(whole: Memory, part: number) {
    super()
    this.whole = whole
    this.prefix = `${part}:`
  }

  override get<T>(key: string): T | undefined {
    return this.whole.get<T>(this.prefix + key)
  }

  override set(key: string, value: unknown): void {
    this.whole.set(this.prefix + key, value)
  }

  override delete(key: string): void {
    this.whole.delete(this.prefix + key)
  }
}
