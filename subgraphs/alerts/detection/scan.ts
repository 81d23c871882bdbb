import type { PolicyRow } from '../policy/policy.entity.ts'
import { compilePolicy } from './compile.ts'
import type { JudgedEvent } from './event.ts'
import { readyGate } from './gates/gate-index.ts'

/** Judges every gate of every policy on every event, wherever the event is from: what the index is held against. */
export function scanEveryGate(policies: readonly PolicyRow[]): (event: JudgedEvent) => number {
  const gates = policies.flatMap(policy => compilePolicy(policy).gates.map(readyGate))
  return event => {
    let passed = 0
    for (const { gate, verdict } of gates)
      if (verdict(gate.view === 'raw' ? event.record : event.activity) && routed(gate.connectors, event)) passed++
    return passed
  }
}

const routed = (connectors: readonly string[] | null, { activity }: JudgedEvent) =>
  !connectors || connectors.includes(activity.connector)
