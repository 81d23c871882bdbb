import { at } from '@casbah/sdk'
import type { HostActivity } from '@casbah/host'
import type { MemoryStore } from '@casbah/host/testing'
import type { Subject } from './fixtures.ts'
import type { Planned } from './rows.ts'

/** What is stored, as the activities table would have it, held against what the vendor's log has. */
export class Ledger {
  readonly #subject: Subject
  readonly #store: MemoryStore
  #read = 0
  /** So many of the planned rows, from the first, are known to be there. */
  #there = 0
  readonly #identities = new Set<string>()
  /** How many identities each part of each row has. */
  readonly #marks = new Map<string, number>()
  readonly #parts = new Map<string, number>()

  constructor(subject: Subject, store: MemoryStore) {
    this.#subject = subject
    this.#store = store
  }

  /** Whether each planned row is there, and every first backfill of its stream has ended. */
  isWhole(planned: Planned[]): boolean {
    this.#take()
    for (let row = planned[this.#there]; row; row = planned[this.#there]) {
      if (!this.#marks.has(markOf(row.stream, row.marker, 0))) return false
      this.#there += 1
    }
    const streams = new Set(planned.map(({ stream }) => stream))
    const backfilling = [...this.#store.checkpoints].some(
      ([key, text]) => streams.has(key.split('|')[1] ?? '') && !text.includes('"backfill":null'),
    )
    return !backfilling
  }

  /** A sentence for each row that is lost, doubled, cut, or was never in the vendor's log. */
  problems(planned: Planned[]): string[] {
    this.#take()
    const wanted = new Map<string, number>()
    for (const { stream, marker } of planned) {
      for (let part = 0; part < (this.#parts.get(markOf(stream, marker, 0)) ?? 1); part += 1) {
        const mark = markOf(stream, marker, part)
        wanted.set(mark, (wanted.get(mark) ?? 0) + 1)
      }
    }
    const problems: string[] = []
    for (const [mark, times] of wanted) {
      const stored = this.#marks.get(mark) ?? 0
      if (stored < times) problems.push(`${mark} is lost: stored ${stored} times, not ${times}.`)
      if (stored > times) problems.push(`${mark} is doubled: stored ${stored} times, not ${times}.`)
    }
    for (const mark of this.#marks.keys()) {
      if (!wanted.has(mark)) problems.push(`${mark} is stored and was never in the vendor's log.`)
    }
    return problems
  }

  #take(): void {
    const { activities } = this.#store
    for (; this.#read < activities.length; this.#read += 1) this.#add(activities[this.#read]!)
  }

  #add({ stream, vendorId, part, time, raw }: HostActivity): void {
    // What has the same identity is stored once, however often it is handed on.
    const identity = JSON.stringify([stream, vendorId, part, time])
    if (this.#identities.has(identity)) return
    this.#identities.add(identity)
    const row: unknown = JSON.parse(raw)
    const marker = String(at(row, this.#subject.fixtures.streams[stream]?.marker ?? ''))
    const mark = markOf(stream, marker, part)
    this.#marks.set(mark, (this.#marks.get(mark) ?? 0) + 1)
    if (part === 0) this.#parts.set(mark, this.#partsOf(stream, row))
  }

  #partsOf(stream: string, row: unknown): number {
    const found = this.#subject.connector.streams.find(({ name }) => name === stream)
    const parsed = found?.row.safeParse(row)
    return parsed?.success ? (found?.toActivities(parsed.data).length ?? 1) : 1
  }
}

const markOf = (stream: string, marker: string, part: number) => `${stream}: ${marker} #${part}`
