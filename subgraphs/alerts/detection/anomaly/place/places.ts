import type { StoredActivity } from '@casbah/kit'
import type { ActivityRef } from '../../citation.ts'
import type { JudgedEvent } from '../../event.ts'
import type { SlotTable } from '../../slot-table.ts'
import type { Learnt } from '../../state.ts'
import type { Learner } from '../learners.ts'
import { COUNTRIES } from '../travel/countries.ts'
import { distanceKm } from '../travel/distance.ts'
import { areNeighbours } from '../travel/borders.ts'
import { Common } from './common.ts'
import { packCountry, unpackCountry } from './country-code.ts'
import { countDays, DAY_BITS, DAY_WORDS, markDay, shiftDays } from './day-bits.ts'
import { dayOf, daysBefore } from './days.ts'
import { isFlagged, isOwn, networkOf, tellsPlace } from './network-kind.ts'
import { ID_BYTES, packId, unpackId } from './packed-id.ts'

/** Countries, networks and journeys that are remembered of one person; the one unseen the longest makes room. */
const [COUNTRY_ROOM, NETWORK_ROOM, JOURNEY_ROOM] = [5, 3, 2]
/** A country or network that was not seen for so long begins anew. */
export const FORGET_DAYS = 60
/** A journey faster than this is one of networks, not of the person; only such are remembered, km/h. */
const FAST_KMH = 900
const MINUTE_MS = 60_000

const COLUMNS = {
  /** First and last day with activity. */
  since: { type: 'u16', per: 1 },
  day: { type: 'u16', per: 1 },
  /** The last place: when, country, whether in a network of the tenant's own, and the activity. */
  time: { type: 'f64', per: 1 },
  country: { type: 'u16', per: 1 },
  own: { type: 'u8', per: 1 },
  activity: { type: 'u8', per: ID_BYTES },
  /** The country of the last address that is no place, when it began, in minutes, and whether the address was flagged. */
  hiddenCountry: { type: 'u16', per: 1 },
  hiddenMinute: { type: 'u32', per: 1 },
  hiddenFlagged: { type: 'u8', per: 1 },
  /** Each country: code, first day, last day; and which days. */
  countries: { type: 'u16', per: 3 * COUNTRY_ROOM },
  countryDays: { type: 'u32', per: DAY_WORDS * COUNTRY_ROOM },
  networks: { type: 'u32', per: NETWORK_ROOM },
  networkLast: { type: 'u16', per: NETWORK_ROOM },
  networkDays: { type: 'u32', per: DAY_WORDS * NETWORK_ROOM },
  /** Each journey faster than anybody travels: from, to, last day; and which days. */
  journeys: { type: 'u16', per: 3 * JOURNEY_ROOM },
  journeyDays: { type: 'u32', per: DAY_WORDS * JOURNEY_ROOM },
} as const

/** Where a person was last. */
export interface LastPlace {
  time: number
  country: string
  own: boolean
}

/** A person at a place, as an event shows it. */
export interface Seen {
  person: string
  ip: NonNullable<StoredActivity['ip']>
  country: string
}

/**
 * The person whom an activity shows at a place; null for services, failures, acts in another's name and unknown countries. Whether
 * the network tells where the person is, is another question.
 */
export function seenAt({ activity, person }: JudgedEvent): Seen | null {
  const { actor, ip, outcome } = activity
  if (!ip?.country || actor?.kind !== 'user' || outcome === 'FAILURE' || activity.isImpersonated) return null
  if (!COUNTRIES.has(ip.country)) return null
  return person === null ? null : { person, ip, country: ip.country }
}

/** Kilometres and km/h between two countries by their middles; null for one country, neighbours and unknown ones. */
export function journeyBetween(from: string, to: string, ms: number): { km: number; kmh: number } | null {
  const [a, b] = [COUNTRIES.get(from), COUNTRIES.get(to)]
  if (!a || !b || from === to || areNeighbours(from, to)) return null
  const km = distanceKm(a, b)
  // Activities of the same second still have a finite speed.
  return { km, kmh: km / Math.max(Math.abs(ms) / 3_600_000, 1 / 3600) }
}

/** Where the people of a tenant were: one row a person, learnt of every activity. */
export class Places {
  private readonly table: SlotTable<typeof COLUMNS>

  constructor(learnt: Learnt) {
    this.table = learnt.table('places', COLUMNS)
  }

  /** What is known of a person; null when nothing is. */
  of(person: string): Person | null {
    const slot = this.table.find(person)
    return slot < 0 ? null : new Person(this.table, slot)
  }

  observe(event: JudgedEvent, seen: Seen, common: Common): void {
    const { time } = event
    const { table } = this
    const { ip, country, person } = seen
    const day = dayOf(time)
    const slot = table.claim(person, time)
    this.noteDay(slot, day)
    const network = networkOf(ip)
    if (network) this.share(common, `network:${network}`, person, this.noteNetwork(slot, network, day), time)
    const code = packCountry(country)
    if (!tellsPlace(ip)) {
      // What was weighed within the last day is not weighed again, so it begins no new day.
      if (new Person(table, slot).weighedBefore(seen, time)) return
      table.column('hiddenCountry')[slot] = code
      table.column('hiddenMinute')[slot] = Math.max(0, Math.floor(time / MINUTE_MS))
      table.column('hiddenFlagged')[slot] = isFlagged(ip.networkTag) ? 1 : 0
      return
    }
    this.share(common, `country:${country}`, person, this.noteCountry(slot, code, day), time)
    const times = table.column('time')
    const countries = table.column('country')
    // Of two places the later one is the last; one that comes late is none.
    if (countries[slot] && time < times[slot]!) return
    if (countries[slot] && countries[slot] !== code) this.noteJourney(slot, code, time)
    times[slot] = time
    countries[slot] = code
    table.column('own')[slot] = isOwn(ip.networkTag) ? 1 : 0
    packId(event.activity.id, table.column('activity') as Uint8Array, slot)
  }

  /** How many people are known, how many for as many days or longer, and the days that the longest known is known for. */
  progress(days: number): { people: number; ready: number; longest: number } {
    const since = this.table.column('since')
    const last = this.table.column('day')
    let [people, ready, first, newest] = [0, 0, 0xffff, 0]
    for (const [, slot] of this.table.entries()) {
      people++
      first = Math.min(first, since[slot]!)
      newest = Math.max(newest, last[slot]!)
    }
    for (const [, slot] of this.table.entries()) if (newest - since[slot]! >= days) ready++
    return { people, ready, longest: people ? newest - first : 0 }
  }

  /** What a person was seen with on two days or more, others may share. */
  private share(common: Common, key: string, person: string, { day, other, days }: NewDay, time: number): void {
    if (days < 2) return
    common.mark(key, person, day, time)
    if (days === 2) common.mark(key, person, other, time)
  }

  private noteDay(slot: number, day: number): void {
    const since = this.table.column('since')
    const last = this.table.column('day')
    if (last[slot] === 0 || day > last[slot]! + FORGET_DAYS) since[slot] = last[slot] = day
    else if (day > last[slot]!) last[slot] = day
    else if (day < since[slot]! && day + FORGET_DAYS >= since[slot]!) since[slot] = day
  }

  private noteCountry(slot: number, code: number, day: number): NewDay {
    const countries = this.table.column('countries')
    const days = this.table.column('countryDays') as Uint32Array
    let free = -1
    let oldest = Infinity
    for (let n = 0; n < COUNTRY_ROOM; n++) {
      const at = (slot * COUNTRY_ROOM + n) * 3
      if (countries[at] === code) return seeAgain(countries, at + 1, at + 2, days, slot * COUNTRY_ROOM + n, day)
      const last = countries[at] === 0 ? -1 : countries[at + 2]!
      if (last < oldest) {
        oldest = last
        free = n
      }
    }
    // What comes late must not push out what is in use.
    if (oldest > day) return NOTHING_NEW
    const at = slot * COUNTRY_ROOM + free
    countries.set([code, day, day], at * 3)
    shiftDays(days, at * DAY_WORDS, DAY_BITS)
    return { day, other: day, days: 1 }
  }

  private noteNetwork(slot: number, network: number, day: number): NewDay {
    const networks = this.table.column('networks')
    const last = this.table.column('networkLast')
    const days = this.table.column('networkDays') as Uint32Array
    let free = -1
    let oldest = Infinity
    for (let at = slot * NETWORK_ROOM; at < (slot + 1) * NETWORK_ROOM; at++) {
      if (networks[at] === network) return seeAgain(last, -1, at, days, at, day)
      const seen = networks[at] === 0 ? -1 : last[at]!
      if (seen < oldest) {
        oldest = seen
        free = at
      }
    }
    if (oldest > day) return NOTHING_NEW
    networks[free] = network
    last[free] = day
    shiftDays(days, free * DAY_WORDS, DAY_BITS)
    return { day, other: day, days: 1 }
  }

  private noteJourney(slot: number, to: number, time: number): void {
    const from = this.table.column('country')[slot]!
    const journey = journeyBetween(unpackCountry(from), unpackCountry(to), time - this.table.column('time')[slot]!)
    if (!journey || journey.kmh <= FAST_KMH) return
    const journeys = this.table.column('journeys')
    const days = this.table.column('journeyDays') as Uint32Array
    const day = dayOf(time)
    let free = -1
    let oldest = Infinity
    for (let n = 0; n < JOURNEY_ROOM; n++) {
      const at = (slot * JOURNEY_ROOM + n) * 3
      if (journeys[at] === from && journeys[at + 1] === to) {
        seeAgain(journeys, -1, at + 2, days, slot * JOURNEY_ROOM + n, day)
        return
      }
      const last = journeys[at] === 0 ? -1 : journeys[at + 2]!
      if (last < oldest) {
        oldest = last
        free = n
      }
    }
    const at = slot * JOURNEY_ROOM + free
    journeys.set([from, to, day], at * 3)
    shiftDays(days, at * DAY_WORDS, DAY_BITS)
  }
}

type Numbers = ReturnType<SlotTable['column']>

/** A day on which something was seen for the first time, another such day, and how many there are; 0 when nothing is new. */
interface NewDay {
  day: number
  other: number
  days: number
}

const NOTHING_NEW: NewDay = { day: 0, other: 0, days: 0 }

/** Notes a day of something that is known (`first` below 0: without a first day). Days over 60 days apart do not belong together. */
function seeAgain(numbers: Numbers, first: number, last: number, days: Uint32Array, at: number, day: number): NewDay {
  const before = numbers[last]!
  const words = at * DAY_WORDS
  if (day > before) {
    shiftDays(days, words, day > before + FORGET_DAYS ? DAY_BITS : day - before)
    if (first >= 0 && day > before + FORGET_DAYS) numbers[first] = day
    numbers[last] = day
    return { day, other: before, days: countDays(days, words) }
  }
  if (first >= 0 && day < numbers[first]! && day + FORGET_DAYS >= numbers[first]!) numbers[first] = day
  if (before - day > FORGET_DAYS || !markDay(days, words, before - day)) return NOTHING_NEW
  return { day, other: before, days: countDays(days, words) }
}

/** One person's row. */
export class Person {
  private readonly table: SlotTable<typeof COLUMNS>
  private readonly slot: number

  constructor(table: SlotTable<typeof COLUMNS>, slot: number) {
    this.table = table
    this.slot = slot
  }

  /** Days since the person was first seen; 0 for one who was not seen for 60 days and is learnt anew. */
  daysKnown(today: number): number {
    if (today - this.table.column('day')[this.slot]! > FORGET_DAYS) return 0
    return Math.max(0, today - this.table.column('since')[this.slot]!)
  }

  /** The first day that the person was seen on. */
  get since(): number {
    return this.table.column('since')[this.slot]!
  }

  get last(): LastPlace | null {
    const { table, slot } = this
    const code = table.column('country')[slot]!
    if (!code) return null
    return {
      time: table.column('time')[slot]!,
      country: unpackCountry(code),
      own: table.column('own')[slot] === 1,
    }
  }

  /** The activity at the last place; null when its id is longer than what is kept. */
  get lastActivity(): ActivityRef | null {
    const id = unpackId(this.table.column('activity') as Uint8Array, this.slot)
    return id === null ? null : { id, time: this.table.column('time')[this.slot]! }
  }

  /** First and last day of a country and the days before today that it was seen on; null when it is not remembered. */
  country(country: string, today: number): { first: number; last: number; days: number } | null {
    const countries = this.table.column('countries')
    const days = this.table.column('countryDays') as Uint32Array
    const code = packCountry(country)
    for (let n = this.slot * COUNTRY_ROOM; n < (this.slot + 1) * COUNTRY_ROOM; n++)
      if (countries[n * 3] === code) {
        const [first, last] = [countries[n * 3 + 1]!, countries[n * 3 + 2]!]
        return { first, last, days: daysBefore(countDays(days, n * DAY_WORDS), last, today) }
      }
    return null
  }

  /** The countries that are remembered, the last seen first. */
  countries(): string[] {
    const countries = this.table.column('countries')
    const found: [string, number][] = []
    for (let n = this.slot * COUNTRY_ROOM; n < (this.slot + 1) * COUNTRY_ROOM; n++)
      if (countries[n * 3]) found.push([unpackCountry(countries[n * 3]!), countries[n * 3 + 2]!])
    return found.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([country]) => country)
  }

  /** Days before today that a network (`networkOf`) was seen on, in the last 60 days. */
  networkDays(network: number, today: number): number {
    const networks = this.table.column('networks')
    const last = this.table.column('networkLast')
    for (let at = this.slot * NETWORK_ROOM; network && at < (this.slot + 1) * NETWORK_ROOM; at++)
      if (networks[at] === network && today - last[at]! <= FORGET_DAYS)
        return daysBefore(countDays(this.table.column('networkDays') as Uint32Array, at * DAY_WORDS), last[at]!, today)
    return 0
  }

  /** Days before today that a journey faster than anybody travels was seen on, in the last 60 days. */
  journeyDays(from: string, to: string, today: number): number {
    const journeys = this.table.column('journeys')
    const days = this.table.column('journeyDays') as Uint32Array
    for (let n = this.slot * JOURNEY_ROOM; n < (this.slot + 1) * JOURNEY_ROOM; n++) {
      const at = n * 3
      if (journeys[at] !== packCountry(from) || journeys[at + 1] !== packCountry(to)) continue
      return today - journeys[at + 2]! <= FORGET_DAYS
        ? daysBefore(countDays(days, n * DAY_WORDS), journeys[at + 2]!, today)
        : 0
    }
    return 0
  }

  /**
   * Whether an address that is no place showed the person in this country within the last day, so that what it means was weighed then; a
   * flagged one says more than one that hides its users.
   */
  weighedBefore({ ip, country }: Seen, time: number): boolean {
    const { table, slot } = this
    if (tellsPlace(ip)) return false
    const flagged = isFlagged(ip.networkTag)
    return (
      table.column('hiddenCountry')[slot] === packCountry(country) &&
      (!flagged || table.column('hiddenFlagged')[slot] === 1) &&
      Math.abs(time / MINUTE_MS - table.column('hiddenMinute')[slot]!) <= 24 * 60
    )
  }
}

/** Learns where people are, from every successful activity of theirs; and who uses addresses that are listed or hide their users. */
export const PLACES: Learner = {
  name: 'places',
  observe(event, learnt) {
    const { activity, person, time } = event
    const { actor, ip, outcome } = activity
    if (!ip || person === null || actor?.kind !== 'user' || outcome === 'FAILURE') return
    const common = new Common(learnt)
    if (isFlagged(ip.networkTag) || ip.networkTag === 'VPN') common.mark(`ip:${ip.address}`, person, dayOf(time), time)
    const seen = seenAt(event)
    if (seen) new Places(learnt).observe(event, seen, common)
  },
}
