import type { Gate } from '../detector.ts'
import type { JudgedEvent } from '../event.ts'
import { compilePredicate, type Verdict } from '../predicate/predicate.ts'
import { varietyOf, witnessesOf } from '../predicate/witness.ts'
import { FieldTrie } from './field-trie.ts'

/** A gate ready to judge; made once and shared by every index that it is in. */
export interface ReadyGate {
  gate: Gate
  verdict: Verdict
}

export function readyGate(gate: Gate): ReadyGate {
  return { gate, verdict: compilePredicate(gate.predicate) }
}

/** Gates of one connector's events. */
interface Route {
  raw: FieldTrie
  activity: FieldTrie
  /** Gates that look at the vendor's record. */
  onRecord: number[]
  /** Gates without witnesses: judged on every event. */
  always: number[]
}

/**
 * All gates in one index: an event is judged by those alone that it shows a witness of, so that cost hardly grows with their number.
 * What passes is what a full scan would let pass.
 */
export class GateIndex {
  private readonly gates: readonly ReadyGate[]
  private readonly routes = new Map<string, Route>()
  /** Number of the event that last made a gate a candidate. */
  private readonly marked: Uint32Array
  private event = 0
  private readonly candidates: number[] = []
  private readonly mark = (gates: readonly number[]): void => {
    for (const gate of gates) {
      if (this.marked[gate] === this.event) continue
      this.marked[gate] = this.event
      this.candidates.push(gate)
    }
  }

  constructor(gates: readonly ReadyGate[]) {
    this.gates = gates
    this.marked = new Uint32Array(gates.length)
  }

  /** Numbers of the gates that an event passes, ascending; a gate that throws goes to `failed`. The list is used anew by the next call. */
  passed(event: JudgedEvent, failed: (gate: number) => void): readonly number[] {
    const route = this.routeOf(event.activity.connector)
    const candidates = this.candidatesOf(route, event, failed)
    let kept = 0
    for (const number of candidates) {
      const { gate, verdict } = this.gates[number]!
      try {
        if (verdict(gate.view === 'raw' ? event.record : event.activity)) candidates[kept++] = number
      } catch {
        failed(number)
      }
    }
    candidates.length = kept
    return kept > 1 ? candidates.sort((a, b) => a - b) : candidates
  }

  private candidatesOf(route: Route, event: JudgedEvent, failed: (gate: number) => void): number[] {
    // The stamp begins anew long before it could come round to an old one.
    if (++this.event === 0xffff_ffff) {
      this.marked.fill(0)
      this.event = 1
    }
    const candidates = this.candidates
    candidates.length = 0
    this.mark(route.always)
    route.activity.walk(event.activity, this.mark)
    if (!route.onRecord.length) return candidates
    try {
      route.raw.walk(event.record, this.mark)
      return candidates
    } catch {
      // The record cannot be read: nobody who looks at it can judge.
      route.onRecord.forEach(failed)
      return candidates.filter(number => this.gates[number]!.gate.view !== 'raw')
    }
  }

  private routeOf(connector: string): Route {
    const known = this.routes.get(connector)
    if (known) return known
    const route: Route = { raw: new FieldTrie(), activity: new FieldTrie(), onRecord: [], always: [] }
    const routed = this.gates.flatMap(({ gate }, number) =>
      !gate.connectors || gate.connectors.includes(connector) ? [{ gate, number }] : [],
    )
    const variety = varietyOf(routed.map(({ gate }) => gate.predicate))
    for (const { gate, number } of routed) {
      const witnesses = witnessesOf(gate.predicate, variety)
      if (!witnesses) route.always.push(number)
      else route[gate.view].add(number, witnesses)
      if (gate.view === 'raw') route.onRecord.push(number)
    }
    route.raw.seal()
    route.activity.seal()
    this.routes.set(connector, route)
    return route
  }
}
