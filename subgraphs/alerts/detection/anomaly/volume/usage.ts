import type { Learnt } from '../../state.ts'
import type { Columns, SlotTable } from '../../slot-table.ts'
import type { Family, Group } from './families.ts'
import {
  added,
  countOf,
  frozen,
  isCounted,
  isFrozen,
  PLACES,
  SLICE_MS,
  SLICES,
  slicesOf,
  type HourCell,
} from './hour-cell.ts'
import { TenantUsage } from './tenant-usage.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
/** After so many hours what was done counts half: what is usual is that of about the past month, as Microsoft compares. */
const HALF_LIFE_HOURS = 14 * 24
/** Hours of a family kept in one row: as many active hours as late events may be mixed of and still find their slices. */
const HOURS = 4
/** Hours older than this before the last are the first to go. */
const HORIZON_HOURS = 26

const LANES: Record<Group, number> = { files: 3, mail: 1, cloud: 3, apps: 1 }

/** One row a person: for each lane three decayed sums over his active hours (hours, things, squares of things), and the last hours. */
function columnsOf(lanes: number) {
  return {
    sums: { type: 'f32', per: 3 * lanes },
    hours: { type: 'u16', per: HOURS * lanes },
    cells: { type: 'u32', per: HOURS * lanes },
    /** The hour that the sums stand at, since 1970. */
    at: { type: 'u32', per: 1 },
    /** The day first seen, since 1970. */
    since: { type: 'u16', per: 1 },
  } as const satisfies Columns
}
const COLUMNS = Object.fromEntries(
  Object.entries(LANES).map(([group, lanes]) => [group, columnsOf(lanes)]),
) as unknown as Record<Group, ReturnType<typeof columnsOf>>

const TABLES: Record<Group, string> = {
  files: 'volume.files',
  mail: 'volume.mail',
  cloud: 'volume.cloud',
  apps: 'volume.apps',
}

/** Slices and things of a burst that are told apart. */
const BURST_SLICES = 48
const BURST_THINGS = 64
/** Only those who do something more than six times an hour, or what few do at all, have one; the longest untouched go first. */
const BURSTS = 2_048
const BURST_COLUMNS = {
  slices: { type: 'u32', per: BURST_SLICES },
  counts: { type: 'u16', per: BURST_SLICES },
  things: { type: 'u32', per: BURST_THINGS },
  held: { type: 'u32', per: 1 },
} as const satisfies Columns

/** The window of a family that holds a moment and in which most happened. */
export interface Window {
  count: number
  /** Its first and last slice, since 1970. */
  first: number
  last: number
}

/** What is usual in an active hour, leaving a window out. */
export interface Usual {
  mean: number
  deviation: number
  /** Active hours that it rests on, older ones counting less. */
  hours: number
}

/**
 * How much somebody does: of late, slice by slice, and usually. All sums are such that late events come to the same as punctual ones:
 * an event adds to its own hour, whenever it is told of.
 */
export class Usage {
  readonly tenant: TenantUsage
  private readonly family: Family
  private readonly rows: SlotTable<ReturnType<typeof columnsOf>>
  private readonly bursts: SlotTable<typeof BURST_COLUMNS>
  /** Whether the floor is reached while an hour still keeps each time that something happened: its things are told apart from the first on. */
  private readonly tellsApartAtOnce: boolean

  constructor(learnt: Learnt, family: Family) {
    this.family = family
    this.rows = learnt.table(TABLES[family.group], COLUMNS[family.group])
    this.tenant = new TenantUsage(learnt, family.name)
    this.bursts = learnt.table('volume.bursts', BURST_COLUMNS, BURSTS)
    this.tellsApartAtOnce = family.floor <= PLACES
  }

  /** Share of those known who have been seen for so many days, 0 to 1. */
  shareKnownFor(days: number): number {
    const newest = this.tenant.newestDay
    let ready = 0
    for (const [, slot] of this.rows.entries()) if (newest - this.rows.column('since')[slot]! >= days) ready++
    return this.rows.size ? ready / this.rows.size : 0
  }

  /** Days since somebody was first seen, at a moment. */
  daysKnown(subject: string, time: number): number {
    const slot = this.rows.find(subject)
    return slot < 0 ? 0 : Math.max(0, Math.floor(time / DAY_MS) - this.rows.column('since')[slot]!)
  }

  /** Whether a thing was counted in its hour already. `thing` tells its hash, when it is needed. */
  isRepeat(subject: string, time: number, thing: () => number): boolean {
    const slot = this.rows.find(subject)
    return slot >= 0 && this.isRepeatIn(this.cellOf(slot, Math.floor(time / HOUR_MS)), subject, thing)
  }

  /**
   * Counts something that happened so many times, unless it is a thing that was counted in its hour already. `others` says whether it
   * counts for the whole tenant too. Answers how much happened in the hour and in those beside it: no window around has more.
   */
  add(subject: string, time: number, times: number, thing: () => number, others: boolean): number {
    const hour = Math.floor(time / HOUR_MS)
    const slot = this.rows.claim(subject, time)
    if (this.isRepeatIn(this.cellOf(slot, hour), subject, thing)) return 0
    const weight = this.age(slot, hour)
    const since = this.rows.column('since')
    const day = Math.floor(time / DAY_MS)
    if (since[slot] === 0 || day < since[slot]!) since[slot] = day
    const cells = this.rows.column('cells')
    const at = this.cellFor(slot, hour)
    const before = cells[at]!
    const after = added(before, Math.floor(time / SLICE_MS) % SLICES, times)
    cells[at] = after
    if (isCounted(after) || this.tellsApartAtOnce) {
      const burst = this.bursts.claim(this.burstKey(subject), time)
      if (isCounted(after)) {
        if (!isCounted(before)) for (const slice of slicesOf(before)) this.addSlice(burst, hour * SLICES + slice, 1)
        this.addSlice(burst, Math.floor(time / SLICE_MS), times)
      }
      const held = this.bursts.column('held')
      this.bursts.column('things')[burst * BURST_THINGS + (held[burst]! % BURST_THINGS)] = thing()
      held[burst]!++
    }
    if (others) this.tenant.seen(time)
    const count = countOf(after)
    if (!isFrozen(after)) this.teach(slot, countOf(before), count, weight, others)
    return count + countOf(this.cellOf(slot, hour - 1)) + countOf(this.cellOf(slot, hour + 1))
  }

  /** The fullest window of the family's length, or another, around a moment. */
  window(subject: string, time: number, minutes = this.family.minutes): Window {
    const width = Math.ceil((minutes * 60_000) / SLICE_MS) + 1
    const middle = Math.floor(time / SLICE_MS)
    const begin = middle - width + 1
    const found = new Uint32Array(2 * width - 1)
    this.collect(subject, begin, found)
    let count = 0
    for (let n = 0; n < width; n++) count += found[n]!
    let best = { count, first: begin, last: middle }
    for (let n = width; n < found.length; n++) {
      count += found[n]! - found[n - width]!
      // Of equal windows the first: the next event may come at any moment of it.
      if (count > best.count) best = { count, first: begin + n - width + 1, last: begin + n }
    }
    return best
  }

  /** What is usual in an active hour; null when there is none besides those of the window. */
  usual(subject: string, window: Window): Usual | null {
    const slot = this.rows.find(subject)
    if (slot < 0) return null
    const sums = this.rows.column('sums')
    const base = (slot * LANES[this.family.group] + this.family.lane) * 3
    let [hours, things, squares] = [sums[base]!, sums[base + 1]!, sums[base + 2]!]
    this.eachHour(slot, window, (cell, weight) => {
      const count = countOf(cell)
      if (isFrozen(cell) || !count) return
      hours -= weight
      things -= weight * count
      squares -= weight * count * count
    })
    if (hours < 0.5) return null
    const mean = Math.max(0, things / hours)
    const variance = Math.max(0, squares / hours - mean * mean)
    // Counts spread by chance at least as much as their mean.
    return { mean, deviation: Math.sqrt(Math.max(variance, mean)), hours }
  }

  /** Takes back what the hours of a window have taught, and lets them teach nothing more. */
  freeze(subject: string, window: Window, others: boolean): void {
    const slot = this.rows.find(subject)
    const cells = this.rows.column('cells')
    this.eachHour(slot, window, (cell, weight, at) => {
      if (isFrozen(cell)) return
      this.teach(slot, countOf(cell), 0, weight, others)
      cells[at] = frozen(cell)
    })
  }

  private burstKey(subject: string): string {
    return `${this.family.name} ${subject}`
  }

  /** Brings the sums of a row to an hour, when that is later; answers what an hour weighs in them. */
  private age(slot: number, hour: number): number {
    const at = this.rows.column('at')
    const late = at[slot]! - hour
    if (late >= 0) return weightOf(late)
    const sums = this.rows.column('sums')
    const per = 3 * LANES[this.family.group]
    if (at[slot]) for (let n = slot * per; n < (slot + 1) * per; n++) sums[n]! *= weightOf(-late)
    at[slot] = hour
    return 1
  }

  private teach(slot: number, before: number, after: number, weight: number, others: boolean): void {
    const sums = this.rows.column('sums')
    const base = (slot * LANES[this.family.group] + this.family.lane) * 3
    sums[base]! += weight * (Number(after > 0) - Number(before > 0))
    sums[base + 1]! += weight * (after - before)
    sums[base + 2]! += weight * (after * after - before * before)
    if (others) this.tenant.moved(before, after)
  }

  /** Place of an hour's cell. For a new one, one goes that is long past, else the one that says least. */
  private cellFor(slot: number, hour: number): number {
    const hours = this.rows.column('hours')
    const cells = this.rows.column('cells')
    const newest = this.rows.column('at')[slot]!
    const base = this.firstCell(slot)
    let victim = base
    let least = Infinity
    for (let at = base; at < base + HOURS; at++) {
      if (cells[at] && hours[at] === (hour & 0xffff)) return at
      const age = (newest - hours[at]!) & 0xffff
      const worth = !cells[at] ? -Infinity : age > HORIZON_HOURS ? -age : countOf(cells[at]!)
      if (worth < least) [victim, least] = [at, worth]
    }
    hours[victim] = hour & 0xffff
    cells[victim] = 0
    return victim
  }

  /** The cell of an hour; 0 when there is none. */
  private cellOf(slot: number, hour: number): HourCell {
    const hours = this.rows.column('hours')
    const cells = this.rows.column('cells')
    const base = this.firstCell(slot)
    for (let at = base; at < base + HOURS; at++) if (cells[at] && hours[at] === (hour & 0xffff)) return cells[at]!
    return 0
  }

  /** Things are told apart once the hour is only counted, unless the family's floor is reached before that. */
  private isRepeatIn(cell: HourCell, subject: string, thing: () => number): boolean {
    if (!isCounted(cell) && !(cell && this.tellsApartAtOnce)) return false
    const slot = this.bursts.find(this.burstKey(subject))
    if (slot < 0) return false
    const hash = thing()
    const things = this.bursts.column('things')
    for (let n = slot * BURST_THINGS; n < (slot + 1) * BURST_THINGS; n++) if (things[n] === hash) return true
    return false
  }

  private firstCell(slot: number): number {
    return (slot * LANES[this.family.group] + this.family.lane) * HOURS
  }

  /** The cells of hours in which the window has counted something, with their weight in the sums. */
  private eachHour(
    slot: number,
    { first, last }: Window,
    each: (cell: HourCell, weight: number, at: number) => void,
  ): void {
    const hours = this.rows.column('hours')
    const cells = this.rows.column('cells')
    const newest = this.rows.column('at')[slot]!
    const base = this.firstCell(slot)
    for (let hour = Math.floor(first / SLICES); hour <= Math.floor(last / SLICES); hour++)
      for (let at = base; at < base + HOURS; at++)
        if (cells[at] && hours[at] === (hour & 0xffff)) each(cells[at]!, weightOf(Math.max(0, newest - hour)), at)
  }

  private collect(subject: string, begin: number, found: Uint32Array): void {
    const slot = this.rows.find(subject)
    if (slot < 0) return
    const window = { count: 0, first: begin, last: begin + found.length - 1 }
    let hour = Math.floor(begin / SLICES)
    const hours = this.rows.column('hours')
    this.eachHour(slot, window, (cell, _, at) => {
      while ((hour & 0xffff) !== hours[at]) hour++
      for (const slice of slicesOf(cell)) {
        const n = hour * SLICES + slice - begin
        if (n >= 0 && n < found.length) found[n]!++
      }
    })
    const burst = this.bursts.find(this.burstKey(subject))
    if (burst < 0) return
    const slices = this.bursts.column('slices')
    const counts = this.bursts.column('counts')
    for (let at = burst * BURST_SLICES; at < (burst + 1) * BURST_SLICES; at++) {
      const n = slices[at]! - begin
      if (n >= 0 && n < found.length) found[n]! += counts[at]!
    }
  }

  /** Without room the oldest slice goes; what is older than all is left out. */
  private addSlice(burst: number, slice: number, times: number): void {
    const slices = this.bursts.column('slices')
    const counts = this.bursts.column('counts')
    let oldest = burst * BURST_SLICES
    for (let at = oldest; at < (burst + 1) * BURST_SLICES; at++) {
      if (slices[at] === slice) {
        counts[at] = Math.min(counts[at]! + times, 0xffff)
        return
      }
      if (slices[at]! < slices[oldest]!) oldest = at
    }
    if (slices[oldest]! > slice) return
    slices[oldest] = slice
    counts[oldest] = Math.min(times, 0xffff)
  }
}

const weightOf = (hours: number) => 2 ** (-hours / HALF_LIFE_HOURS)
