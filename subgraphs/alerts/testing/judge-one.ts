import type { StoredActivity } from '@casbah/kit'
import type { Detector, Judging, Match } from '../detection/detector.ts'
import { JudgedEvent } from '../detection/event.ts'
import { NO_FACTS } from '../detection/facts.ts'
import { readyGate } from '../detection/gates/gate-index.ts'
import { Memory } from '../detection/memory.ts'
import { readState, writeState } from '../detection/snapshot.ts'
import { Learnt } from '../detection/state.ts'

const DAY_MS = 24 * 3_600_000

/** One policy's detector with its memory, fed event by event in the order given. */
export class Bench {
  judging: Judging
  private readonly detector: Detector

  constructor(detector: Detector, latenessMs = DAY_MS) {
    this.detector = detector
    this.judging = { memory: new Memory(), learnt: new Learnt(), facts: NO_FACTS, latenessMs }
  }

  judge(activity: StoredActivity): Match[] {
    const event = new JudgedEvent(activity)
    const passed = this.detector.gates.flatMap((gate, number) => {
      const { verdict } = readyGate(gate)
      const meant = !gate.connectors || gate.connectors.includes(activity.connector)
      return meant && verdict(gate.view === 'raw' ? event.record : activity) ? [number] : []
    })
    const match = passed.length ? this.detector.judge(event, passed, this.judging) : null
    return match ? [match, ...(match.also ?? [])] : []
  }

  all(activities: readonly StoredActivity[]): Match[] {
    return activities.flatMap(activity => this.judge(activity))
  }

  explain(activity: StoredActivity) {
    return this.detector.explain(new JudgedEvent(activity), this.judging)
  }

  /** Saves what is remembered and goes on from that. */
  restart(): void {
    const state = new Map([['acme', { learnt: new Learnt(), memories: new Map([['p@1', this.judging.memory]]) }]])
    const read = readState(writeState(state))!
    this.judging = { ...this.judging, memory: read.get('acme')!.memories.get('p@1')! }
  }
}

/** What alerts are left of matches that fold by key: for each key the ids cited, in order. */
export function folded(matches: readonly Match[]): Record<string, string[]> {
  const alerts = new Map<string, Set<string>>()
  for (const { key, cited } of matches) {
    const ids = alerts.get(key) ?? new Set()
    alerts.set(key, ids)
    for (const { id } of cited) ids.add(id)
  }
  return Object.fromEntries([...alerts].map(([key, ids]): [string, string[]] => [key, [...ids].sort()]).sort())
}
