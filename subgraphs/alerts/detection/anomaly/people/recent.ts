import type { Column, Columns, SlotTable } from '../../slot-table.ts'
import type { Learnt } from '../../state.ts'

/** An event as it is counted: epoch seconds, and what tells it from others. */
export interface Moment {
  time: number
  tag: number
}

/** The last events of a key, sorted by time however they come: the newest so many are the same in any order of arrival. */
export class Recent {
  private readonly name: string
  /** Events kept for one key. */
  readonly kept: number
  private readonly room: number
  private readonly columns: Columns

  constructor(name: string, kept: number, room: number, tag: Column['type'] = 'u32') {
    this.name = name
    this.kept = kept
    this.room = room
    this.columns = {
      count: { type: 'u8', per: 1 },
      time: { type: 'u32', per: kept },
      tag: { type: tag, per: kept },
    }
  }

  knows(learnt: Learnt, key: string): boolean {
    return this.table(learnt).find(key) >= 0
  }

  /** Remembers one; returns how many are kept now. */
  add(learnt: Learnt, key: string, { time, tag }: Moment): number {
    const table = this.table(learnt)
    const slot = table.claim(key, time * 1000)
    const [counts, times, tags] = [table.column('count'), table.column('time'), table.column('tag')]
    const from = slot * this.kept
    const count = counts[slot]!
    let at = count
    while (at > 0 && times[from + at - 1]! > time) at--
    if (count === this.kept) {
      if (at === 0) return count
      at--
      times.copyWithin(from, from + 1, from + at + 1)
      tags.copyWithin(from, from + 1, from + at + 1)
    } else {
      times.copyWithin(from + at + 1, from + at, from + count)
      tags.copyWithin(from + at + 1, from + at, from + count)
      counts[slot] = count + 1
    }
    times[from + at] = time
    tags[from + at] = tag
    return counts[slot]!
  }

  /** By time. */
  read(learnt: Learnt, key: string): Moment[] {
    const table = this.table(learnt)
    const slot = table.find(key)
    if (slot < 0) return []
    const [times, tags] = [table.column('time'), table.column('tag')]
    return Array.from({ length: table.column('count')[slot]! }, (_, n) => ({
      time: times[slot * this.kept + n]!,
      tag: tags[slot * this.kept + n]!,
    }))
  }

  private table(learnt: Learnt): SlotTable {
    return learnt.table(this.name, this.columns, this.room) as SlotTable
  }
}

/** The widest run of at most `span` seconds that holds a moment; `moments` are sorted by time. */
export function runAround<T extends { time: number }>(moments: readonly T[], time: number, span: number): T[] {
  let best: T[] = []
  for (let start = 0; start < moments.length; start++) {
    const first = moments[start]!.time
    if (first > time) break
    if (time - first > span) continue
    let end = start
    while (end < moments.length && moments[end]!.time - first <= span) end++
    if (end - start > best.length) best = moments.slice(start, end)
  }
  return best
}

/** With one more, in its place. */
export function withMoment<T extends { time: number }>(moments: readonly T[], moment: T): T[] {
  const at = moments.findLastIndex(other => other.time <= moment.time) + 1
  return [...moments.slice(0, at), moment, ...moments.slice(at)]
}
