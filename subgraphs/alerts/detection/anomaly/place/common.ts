import type { SlotTable } from '../../slot-table.ts'
import type { Learnt } from '../../state.ts'
import { hash32 } from './network-kind.ts'

/** Countries, networks and addresses that one tenant's table remembers. */
const ROOM = 50_000
const WORDS = 4
const BITS = WORDS * 32
/** People are counted over this span and the one before. */
const SPAN_DAYS = 30

const COLUMNS = {
  /** Whom it was seen with, one bit a person by hash: in this span and the one before. */
  people: { type: 'u32', per: 2 * WORDS },
  span: { type: 'u16', per: 1 },
  /** First and last day. */
  first: { type: 'u16', per: 1 },
  last: { type: 'u16', per: 1 },
} as const

/** What many people of a tenant share: countries, networks, addresses, by a key such as `country:DE`. */
export class Common {
  private readonly table: SlotTable<typeof COLUMNS>

  constructor(learnt: Learnt) {
    this.table = learnt.table('common', COLUMNS, ROOM)
  }

  /** A person was seen with it. */
  mark(key: string, person: string, day: number, time: number): void {
    const { table } = this
    const isNew = table.find(key) < 0
    const slot = table.claim(key, time)
    const [people, span, first, last] = [
      table.column('people'),
      table.column('span'),
      table.column('first'),
      table.column('last'),
    ]
    const now = Math.floor(day / SPAN_DAYS)
    if (isNew) first[slot] = day
    if (isNew) span[slot] = now
    first[slot] = Math.min(first[slot]!, day)
    last[slot] = Math.max(last[slot]!, day)
    const at = slot * 2 * WORDS
    const passed = now - span[slot]!
    if (passed > 0) {
      if (passed === 1) people.copyWithin(at + WORDS, at, at + WORDS)
      else people.fill(0, at + WORDS, at + 2 * WORDS)
      people.fill(0, at, at + WORDS)
      span[slot] = now
    }
    if (passed < -1) return
    const bit = hash32(person) % BITS
    people[at + (passed === -1 ? WORDS : 0) + (bit >> 5)]! |= 1 << (bit & 31)
  }

  /** How many people it was seen with in the last 30 to 60 days (an estimate, good up to 200), and since how many days it is known. */
  of(key: string, day: number): { people: number; days: number } {
    const slot = this.table.find(key)
    if (slot < 0) return { people: 0, days: 0 }
    const people = this.table.column('people')
    const passed = Math.floor(day / SPAN_DAYS) - this.table.column('span')[slot]!
    let taken = 0
    for (let n = 0; n < WORDS; n++) {
      const at = slot * 2 * WORDS + n
      // What was this span when it was marked last may be the one before by now.
      const word = passed > 1 ? 0 : passed === 1 ? people[at]! : people[at]! | people[at + WORDS]!
      taken += bitsIn(word)
    }
    const estimate = taken === BITS ? 2 * BITS : Math.round(BITS * Math.log(BITS / (BITS - taken)))
    return { people: estimate, days: Math.max(0, day - this.table.column('first')[slot]!) }
  }
}

function bitsIn(word: number): number {
  let left = word >>> 0
  let count = 0
  for (; left; count++) left = (left & (left - 1)) >>> 0
  return count
}
