import type { PolicyRow } from '../policy/policy.entity.ts'
import { compilePolicy, type Compilable } from './compile.ts'
import type { Detector } from './detector.ts'
import type { JudgedEvent } from './event.ts'
import { GateIndex, readyGate, type ReadyGate } from './gates/gate-index.ts'
import { AskedFields } from './field-sight.ts'
import { compileScope, type ScopeTest } from './scope.ts'
import { sigmaSetOf, type SigmaSet } from './sigma/set.ts'

/** A policy's detector with its gates, ready to judge. */
export interface Ready {
  detector: Detector
  /** Connectors whose events it can see, in order; null for all. */
  connectors: readonly string[] | null
  gates: readonly ReadyGate[]
}

/** How many compiled policies are kept, whatever tenants they are of: equal ones are compiled once. */
const KEPT = 20_000
const compiled = new Map<string, Ready>()

/** A policy at work, and the numbers of its own gates that an event passed. */
export interface Called {
  policy: PolicyRow
  detector: Detector
  /** Connectors whose events it can see; null for all. */
  connectors: readonly string[] | null
  /** Null: everywhere. */
  scope: ScopeTest | null
  passed: number[]
}

const NOBODY: readonly Called[] = []

/** The enabled policies of a tenant, compiled to one index. */
export class Program {
  /** Policies whose definition this version cannot read, with the reason; they judge nothing. */
  readonly unreadable = new Map<PolicyRow, string>()
  /** Those at work, with what they are compiled to. */
  readonly policies: (Omit<Called, 'passed'> & { gates: readonly ReadyGate[] })[] = []
  /** For each gate its policy's place in the list, and its number among that policy's gates. */
  private readonly owners: number[] = []
  private readonly numbers: number[] = []
  private readonly index: GateIndex
  /** Which fields of events its policies look at. */
  readonly asked: AskedFields

  constructor(policies: readonly PolicyRow[]) {
    const gates: ReadyGate[] = []
    const sigma = sigmaSetOf(policies)
    for (const policy of policies) {
      if (!policy.enabled) continue
      try {
        const ready = readyPolicy(policy, sigma)
        ready.gates.forEach((gate, number) => {
          gates.push(gate)
          this.owners.push(this.policies.length)
          this.numbers.push(number)
        })
        this.policies.push({ policy, ...ready, scope: compileScope(policy.scope) })
      } catch (error) {
        this.unreadable.set(policy, (error as Error).message)
      }
    }
    this.index = new GateIndex(gates)
    this.asked = new AskedFields(gates.map(({ gate }) => gate))
  }

  /** The policies that an event concerns, in their order, and those that failed on its gates. */
  call(event: JudgedEvent, failed: (policy: PolicyRow) => void): readonly Called[] {
    let broken = -1
    const passed = this.index.passed(event, gate => {
      const owner = this.owners[gate]!
      // A policy fails once on an event, however many of its gates do.
      if (owner !== broken) failed(this.policies[owner]!.policy)
      broken = owner
    })
    if (!passed.length) return NOBODY
    const called: Called[] = []
    let last = -1
    for (const gate of passed) {
      const owner = this.owners[gate]!
      if (owner !== last) {
        const { policy, detector, connectors, scope } = this.policies[owner]!
        called.push({ policy, detector, connectors, scope, passed: [] })
      }
      called.at(-1)!.passed.push(this.numbers[gate]!)
      last = owner
    }
    return called
  }
}

/** A policy's detector; a Sigma policy is read among its tenant's others. Throws when its definition cannot be used. */
export function readyPolicy(policy: Compilable & { id: string }, sigma: SigmaSet): Ready {
  const { id, name, kind, severity, definition } = policy
  // A Sigma policy is also what others make of it.
  const others = kind === 'SIGMA' ? sigma.dependenciesOf(id) : null
  const key = JSON.stringify([name, kind, severity, definition, others])
  const known = compiled.get(key)
  if (known) {
    compiled.delete(key)
    compiled.set(key, known)
    return known
  }
  const detector = compilePolicy(policy, { set: sigma, id })
  const ready = { detector, connectors: connectorsOf(detector), gates: detector.gates.map(readyGate) }
  compiled.set(key, ready)
  if (compiled.size > KEPT) compiled.delete(compiled.keys().next().value!)
  return ready
}

function connectorsOf({ gates }: Detector): string[] | null {
  const named = gates.map(({ connectors }) => connectors)
  return named.includes(null) ? null : [...new Set(named.flatMap(connectors => connectors ?? []))].sort()
}
