import type { ActivityRef } from '../../citation.ts'
import type { JudgedEvent } from '../../event.ts'
import type { SlotTable } from '../../slot-table.ts'
import type { Learnt } from '../../state.ts'
import { ID_BYTES, packId, unpackId } from './packed-id.ts'

/** Activities kept for one key. */
const KEPT = 32
const COLUMNS = {
  count: { type: 'u8', per: 1 },
  time: { type: 'f64', per: KEPT },
  tag: { type: 'u32', per: KEPT },
  id: { type: 'u8', per: KEPT * ID_BYTES },
} as const

/**
 * Activities that an alert would cite, by id: the newest 32 for each of the keys that were touched last. It is apart from what is
 * counted, which is small and kept for many more.
 */
export class Evidence {
  private readonly name: string
  private readonly room: number

  constructor(name: string, room: number) {
    this.name = name
    this.room = room
  }

  add(learnt: Learnt, key: string, { activity, time }: JudgedEvent, tag: number): void {
    const table = this.table(learnt)
    const slot = table.claim(key, time)
    const [counts, times, tags] = [table.column('count'), table.column('time'), table.column('tag')]
    const ids = table.column('id') as Uint8Array
    const from = slot * KEPT
    let count = counts[slot]!
    let at = count
    while (at > 0 && times[from + at - 1]! > time) at--
    if (count === KEPT) {
      if (at === 0) return
      at--
      times.copyWithin(from, from + 1, from + at + 1)
      tags.copyWithin(from, from + 1, from + at + 1)
      ids.copyWithin(from * ID_BYTES, (from + 1) * ID_BYTES, (from + at + 1) * ID_BYTES)
    } else {
      times.copyWithin(from + at + 1, from + at, from + count)
      tags.copyWithin(from + at + 1, from + at, from + count)
      ids.copyWithin((from + at + 1) * ID_BYTES, (from + at) * ID_BYTES, (from + count) * ID_BYTES)
      count++
    }
    counts[slot] = count
    times[from + at] = time
    tags[from + at] = tag
    packId(ids, (from + at) * ID_BYTES, activity.id)
  }

  /** Those of a span (epoch ms, both ends in) whose tag is wanted, by time. */
  read(learnt: Learnt, key: string, from: number, to: number, wanted: (tag: number) => boolean): ActivityRef[] {
    const table = this.table(learnt)
    const slot = table.find(key)
    if (slot < 0) return []
    const [times, tags] = [table.column('time'), table.column('tag')]
    const refs: ActivityRef[] = []
    for (let n = slot * KEPT; n < slot * KEPT + table.column('count')[slot]!; n++) {
      if (times[n]! < from || times[n]! > to || !wanted(tags[n]!)) continue
      const id = unpackId(table.column('id') as Uint8Array, n * ID_BYTES)
      if (id !== null) refs.push({ id, time: times[n]! })
    }
    return refs
  }

  private table(learnt: Learnt): SlotTable<typeof COLUMNS> {
    return learnt.table(this.name, COLUMNS, this.room)
  }
}
