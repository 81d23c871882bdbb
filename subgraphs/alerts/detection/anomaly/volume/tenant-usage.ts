import type { Learnt } from '../../state.ts'
import type { Columns, SlotTable } from '../../slot-table.ts'

const DAY_MS = 86_400_000
/** Each bucket of counts is a fifth wider than the one before. */
const STEP = 1.2
const BUCKETS = 64
/** Every so many days all that was counted counts half. */
const HALVED_DAYS = 14
/** With fewer active hours of people a percentile says nothing. */
const ENOUGH = 100

const COLUMNS = {
  buckets: { type: 'u32', per: BUCKETS },
  /** Days since 1970: the first and the last seen, and how often all was halved. */
  days: { type: 'u32', per: 3 },
} as const satisfies Columns

/** How much a tenant's people do in an hour in which they do something at all: a histogram of one family. */
export class TenantUsage {
  private readonly table: SlotTable<typeof COLUMNS>
  private readonly family: string

  constructor(learnt: Learnt, family: string) {
    this.table = learnt.table('volume.tenant', COLUMNS, 64)
    this.family = family
  }

  get newestDay(): number {
    return this.day(1)
  }

  /** Days since the family was first seen, at a moment; with none given, at the last event. */
  daysKnown(time?: number): number {
    const first = this.day(0)
    return first ? Math.max(0, (time === undefined ? this.day(1) : Math.floor(time / DAY_MS)) - first) : 0
  }

  /** Up to how much is done in all but the busiest hours; null while there are too few to tell. */
  percentile(percent: number): number | null {
    const slot = this.table.find(this.family)
    if (slot < 0) return null
    const buckets = this.table.column('buckets').subarray(slot * BUCKETS, (slot + 1) * BUCKETS)
    let total = 0
    for (const count of buckets) total += count
    if (total < ENOUGH) return null
    let left = (total * percent) / 100
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      left -= buckets[bucket]!
      if (left <= 0) return Math.ceil(STEP ** (bucket + 1)) - 1
    }
    return null
  }

  seen(time: number): void {
    const slot = this.table.claim(this.family, time)
    const days = this.table.column('days')
    const day = Math.floor(time / DAY_MS)
    const base = slot * 3
    if (days[base] === 0 || day < days[base]!) days[base] = day
    if (day > days[base + 1]!) days[base + 1] = day
    const halvings = Math.floor(days[base + 1]! / HALVED_DAYS)
    if (days[base + 2] !== 0 && halvings > days[base + 2]!) {
      const buckets = this.table.column('buckets')
      const by = 2 ** Math.min(31, halvings - days[base + 2]!)
      for (let n = slot * BUCKETS; n < (slot + 1) * BUCKETS; n++) buckets[n] = Math.floor(buckets[n]! / by)
    }
    days[base + 2] = halvings
  }

  /** Somebody's hour went from one count to another. */
  moved(before: number, after: number): void {
    const slot = this.table.find(this.family)
    if (slot < 0) return
    const buckets = this.table.column('buckets')
    const at = (count: number) => slot * BUCKETS + Math.min(BUCKETS - 1, Math.floor(Math.log(count) / Math.log(STEP)))
    if (before > 0 && buckets[at(before)]! > 0) buckets[at(before)]!--
    if (after > 0) buckets[at(after)]!++
  }

  private day(which: number): number {
    const slot = this.table.find(this.family)
    return slot < 0 ? 0 : this.table.column('days')[slot * 3 + which]!
  }
}
