import type { Column, SlotTable } from '../../slot-table.ts'

/** Slices that may still grow by late events; older ones are closed and part of the baseline. */
const OPEN = 4
const NONE = 0xffff
/** A slice weighs at least this much in the baseline: it follows about a month of days. */
const SHARE = 1 / 30
/** So long a silence says all there is to say. */
const ZEROS = 90

/** What is usual for a key, and what the slice in question has. */
export interface SliceView {
  count: number
  mean: number
  deviation: number
  /** Slices that the baseline rests on. */
  slices: number
}

/** Counts per slice of time (a day, an hour) and what is usual, exponentially weighted, in 24 bytes a key. */
export class SliceCounts {
  readonly columns: Readonly<Record<string, Column>>
  private readonly names: Readonly<Record<'counts' | 'newest' | 'slices' | 'mean' | 'variance', string>>
  /** A slice teaches at most mean + 3 deviations + this: a burst does not teach that bursts are usual. */
  private readonly floor: number

  constructor(prefix: string, floor: number) {
    this.floor = floor
    this.names = {
      counts: `${prefix}Counts`,
      newest: `${prefix}Newest`,
      slices: `${prefix}Slices`,
      mean: `${prefix}Mean`,
      variance: `${prefix}Variance`,
    }
    this.columns = {
      [this.names.counts]: { type: 'u16', per: OPEN },
      [this.names.newest]: { type: 'u32', per: 1 },
      [this.names.slices]: { type: 'u16', per: 1 },
      [this.names.mean]: { type: 'f32', per: 1 },
      [this.names.variance]: { type: 'f32', per: 1 },
    }
  }

  /** Counts one event of a slice (a number that grows with time, never 0). */
  add(table: SlotTable, slot: number, slice: number): void {
    const counts = table.column(this.names.counts)
    const newest = table.column(this.names.newest)
    const from = slot * OPEN
    if (newest[slot] === 0) {
      counts.fill(NONE, from, from + OPEN)
      newest[slot] = slice
      counts[from + (slice % OPEN)] = 0
    }
    const ahead = slice - newest[slot]!
    if (ahead <= -OPEN) return
    if (ahead > 0) {
      const usual = this.usual(table, slot)
      for (let n = 1; n <= Math.min(ahead, OPEN); n++) {
        const place = from + ((newest[slot]! + n) % OPEN)
        if (counts[place] !== NONE) this.take(usual, counts[place]!)
        counts[place] = 0
      }
      for (let n = 0; n < Math.min(ahead - OPEN, ZEROS); n++) this.take(usual, 0)
      newest[slot] = slice
      table.column(this.names.slices)[slot] = usual.slices
      table.column(this.names.mean)[slot] = usual.mean
      table.column(this.names.variance)[slot] = usual.variance
    }
    const place = from + (slice % OPEN)
    // A late event may open a slice before the first one.
    if (counts[place] === NONE) counts[place] = 0
    if (counts[place]! < NONE - 1) counts[place] = counts[place]! + 1
  }

  /** What a slice has alone. */
  count(table: SlotTable, slot: number, slice: number): number {
    const newest = table.column(this.names.newest)[slot]!
    if (newest === 0 || slice > newest || slice <= newest - OPEN) return 0
    const count = table.column(this.names.counts)[slot * OPEN + (slice % OPEN)]!
    return count === NONE ? 0 : count
  }

  /** What a slice has, against all slices before it. */
  read(table: SlotTable, slot: number, slice: number): SliceView {
    const counts = table.column(this.names.counts)
    const newest = table.column(this.names.newest)[slot]!
    if (newest === 0) return { count: 0, mean: 0, deviation: 0, slices: 0 }
    const usual = this.usual(table, slot)
    for (let at = Math.max(1, newest - OPEN + 1); at <= newest && at < slice; at++) {
      const count = counts[slot * OPEN + (at % OPEN)]!
      if (count !== NONE) this.take(usual, count)
    }
    for (let n = 0; n < Math.min(slice - newest - 1, ZEROS); n++) this.take(usual, 0)
    const { mean, variance, slices } = usual
    return { count: this.count(table, slot, slice), mean, deviation: Math.sqrt(variance), slices }
  }

  private usual(table: SlotTable, slot: number) {
    return {
      slices: table.column(this.names.slices)[slot]!,
      mean: table.column(this.names.mean)[slot]!,
      variance: table.column(this.names.variance)[slot]!,
    }
  }

  private take(usual: { slices: number; mean: number; variance: number }, seen: number): void {
    const { mean, variance, slices } = usual
    const most = mean + 3 * Math.sqrt(variance) + this.floor
    const value = Math.min(seen, most)
    usual.slices = Math.min(NONE, slices + 1)
    const share = Math.max(SHARE, 1 / usual.slices)
    const off = value - mean
    usual.mean = mean + share * off
    usual.variance = (1 - share) * (variance + share * off * off)
  }
}
