import type { Columns, SlotTable } from '../slot-table.ts'
import type { Learnt } from '../state.ts'
import { hashOf } from './text-hash.ts'

const DAY_MS = 86_400_000
/** People told apart for one value; with more it is common anyway. */
const PEOPLE = 8
/** The row of the tenant itself; no value begins with it. */
const TENANT = '\0'
const LONGEST = 100

const COLUMNS = {
  people: { type: 'u32', per: PEOPLE },
  /** The day that each of them was first seen with it, since 1970. */
  joined: { type: 'u16', per: PEOPLE },
  /** Days since 1970: first and last seen. */
  days: { type: 'u16', per: 2 },
} as const satisfies Columns

/** Values that a tenant has seen, such as applications or file extensions: since when, and with how many people. */
export class Known {
  private readonly table: SlotTable<typeof COLUMNS>

  constructor(learnt: Learnt, name: string, room = 10_000) {
    this.table = learnt.table(`known.${name}`, COLUMNS, room)
  }

  add(value: string, person: string | null, time: number): void {
    this.touch(TENANT, null, time)
    this.touch(cut(value), person, time)
  }

  /** The event is seen, whatever value it has: it counts for how far the tenant is learnt. */
  seen(time: number): void {
    this.touch(TENANT, null, time)
  }

  /** Days since the value was first seen, at a moment; 0 for an unknown one. */
  daysKnown(value: string, time: number): number {
    return this.daysOf(cut(value), time)
  }

  /** Days since anything was first seen, at a moment; with none given, at the last event. */
  daysLearnt(time?: number): number {
    return this.daysOf(TENANT, time)
  }

  /** People that the value has been seen with for so many days, at a moment; up to eight. */
  people(value: string, days: number, time: number): number {
    const slot = this.table.find(cut(value))
    if (slot < 0) return 0
    const joined = this.table.column('joined')
    const day = Math.floor(time / DAY_MS)
    let people = 0
    for (let n = slot * PEOPLE; n < (slot + 1) * PEOPLE; n++) if (joined[n] !== 0 && day - joined[n]! >= days) people++
    return people
  }

  /** Days since a person was first seen with the value, at a moment; 0 when never, or when he is not among the first eight. */
  daysWith(value: string, person: string, time: number): number {
    const slot = this.table.find(cut(value))
    if (slot < 0) return 0
    const at = this.placeOf(slot, hashOf(person))
    return at < 0 ? 0 : Math.max(0, Math.floor(time / DAY_MS) - this.table.column('joined')[at]!)
  }

  /** Share of values that are known for so many days, 0 to 1. */
  shareKnownFor(days: number): number {
    let known = 0
    for (const [value] of this.table.entries()) if (value !== TENANT && this.daysOf(value) >= days) known++
    const values = this.table.size - Number(this.table.find(TENANT) >= 0)
    return values > 0 ? known / values : 0
  }

  private touch(value: string, person: string | null, time: number): void {
    const slot = this.table.claim(value, time)
    const days = this.table.column('days')
    const day = Math.floor(time / DAY_MS)
    if (days[slot * 2] === 0 || day < days[slot * 2]!) days[slot * 2] = day
    if (day > days[slot * 2 + 1]!) days[slot * 2 + 1] = day
    if (person === null) return
    const hash = hashOf(person)
    const known = this.placeOf(slot, hash)
    const at = known < 0 ? this.placeOf(slot, 0) : known
    if (at < 0) return
    const joined = this.table.column('joined')
    this.table.column('people')[at] = hash
    if (joined[at] === 0 || day < joined[at]!) joined[at] = day
  }

  private daysOf(value: string, time?: number): number {
    const slot = this.table.find(value)
    if (slot < 0) return 0
    const days = this.table.column('days')
    const newest =
      time === undefined ? this.table.column('days')[this.table.find(TENANT) * 2 + 1]! : Math.floor(time / DAY_MS)
    return Math.max(0, newest - days[slot * 2]!)
  }

  private placeOf(slot: number, hash: number): number {
    const people = this.table.column('people')
    for (let n = slot * PEOPLE; n < (slot + 1) * PEOPLE; n++) if (people[n] === hash) return n
    return -1
  }
}

/** Long values are told apart by their hash. */
function cut(value: string): string {
  return value.length <= LONGEST ? value : `${value.slice(0, LONGEST)}#${hashOf(value)}`
}
