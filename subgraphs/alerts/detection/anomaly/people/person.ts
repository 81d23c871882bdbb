import { personKey, type JudgedEvent } from '../../event.ts'
import type { SlotTable } from '../../slot-table.ts'
import type { Learnt } from '../../state.ts'
import type { Learner } from '../learners.ts'
import { dayOf, secondsOf } from './clock.ts'
import { hash32, shortKey } from './hash.ts'
import { SliceCounts } from './slice-counts.ts'

/** Failed sign-ins a day. */
export const FAILURES = new SliceCounts('failures', 5)

/** Addresses kept as usual for a person. */
const PLACES = 3
const COLUMNS = {
  /** First and last activity, epoch seconds. */
  first: { type: 'u32', per: 1 },
  last: { type: 'u32', per: 1 },
  /** First administrative action, epoch seconds. */
  admin: { type: 'u32', per: 1 },
  /** Last successful sign-in, epoch seconds, and the address that it came from. */
  signIn: { type: 'u32', per: 1 },
  signInFrom: { type: 'u32', per: 1 },
  /** Last second factor given, epoch seconds. */
  approved: { type: 'u32', per: 1 },
  /** Addresses that the person acts from, with the first and last day of each. */
  place: { type: 'u32', per: PLACES },
  placeFirst: { type: 'u16', per: PLACES },
  placeLast: { type: 'u16', per: PLACES },
  ...FAILURES.columns,
} as const

/** An address is usual when it was first used so many days before. */
const USUAL_DAYS = 2

export type People = SlotTable<typeof COLUMNS>

/** What is known of each person: when seen, from where, first administrative action, failed sign-ins a day. */
export function peopleOf(learnt: Learnt): People {
  return learnt.table('people', COLUMNS)
}

let keyed: JudgedEvent | null = null
let key: string | null = null

/** Who acted, as tables know him; null when nobody is named. Of the event in hand it is worked out once. */
export function shortPersonKey(event: JudgedEvent): string | null {
  if (keyed !== event) {
    const long = personKey(event.activity)
    key = long === null ? null : shortKey(long)
    keyed = event
  }
  return key
}

/** Whether the actor is a known person; who is only named by a vendor may be anybody's invention, such as the logins that a spray tries. */
export function isKnown({ activity }: JudgedEvent): boolean {
  return activity.userId !== null || activity.accountId !== null
}

let placed: JudgedEvent | null = null
let address = 0

/** The event's address as a number, whatever its case; 0 without one. */
export function addressOf(event: JudgedEvent): number {
  if (placed !== event) {
    const { ip } = event.activity
    address = ip ? hash32(ip.address.toLowerCase()) : 0
    placed = event
  }
  return address
}

/** Whether the event comes from an address that the person has used for days. */
export function fromUsualAddress(event: JudgedEvent, learnt: Learnt): boolean {
  const who = shortPersonKey(event)
  const people = peopleOf(learnt)
  const slot = who === null ? -1 : people.find(who)
  if (slot < 0) return false
  const place = placeOf(people, slot, addressOf(event))
  return place >= 0 && dayOf(secondsOf(event.time)) - people.column('placeFirst')[place]! >= USUAL_DAYS
}

/** Whether the person has not acted from the event's address lately. */
export function isNewPlace(event: JudgedEvent, learnt: Learnt): boolean {
  const who = shortPersonKey(event)
  const people = peopleOf(learnt)
  const slot = who === null ? -1 : people.find(who)
  return slot < 0 || placeOf(people, slot, addressOf(event)) < 0
}

function placeOf(people: People, slot: number, address: number): number {
  if (address === 0) return -1
  for (let n = slot * PLACES; n < (slot + 1) * PLACES; n++) if (people.column('place')[n] === address) return n
  return -1
}

/** Remembers each person. Of a failed sign-in it remembers that it failed, and of unknown people nothing that fails. */
export const PEOPLE: Learner = {
  name: 'people',
  observe(event, learnt) {
    const who = shortPersonKey(event)
    const { activity, time } = event
    if (who === null || activity.actor?.kind === 'system') return
    const people = peopleOf(learnt)
    const failed = activity.outcome === 'FAILURE'
    if (failed && !isKnown(event) && people.find(who) < 0) return
    const slot = people.claim(who, time)
    const seconds = secondsOf(time)
    if (failed) {
      if (activity.action === 'user.login') FAILURES.add(people as unknown as SlotTable, slot, dayOf(seconds))
      return
    }
    earliest(people, 'first', slot, seconds)
    if (seconds > people.column('last')[slot]!) people.column('last')[slot] = seconds
    if (activity.isAdmin) earliest(people, 'admin', slot, seconds)
    const from = addressOf(event)
    if (activity.action === 'user.login' && seconds >= people.column('signIn')[slot]!) {
      people.column('signIn')[slot] = seconds
      people.column('signInFrom')[slot] = from
    }
    if (
      activity.action === 'mfa.challenge' &&
      activity.outcome === 'SUCCESS' &&
      seconds > people.column('approved')[slot]!
    )
      people.column('approved')[slot] = seconds
    if (from !== 0) remember(people, slot, from, dayOf(seconds))
  },
}

function earliest(people: People, name: 'first' | 'admin', slot: number, seconds: number): void {
  const column = people.column(name)
  if (column[slot] === 0 || seconds < column[slot]!) column[slot] = seconds
}

function remember(people: People, slot: number, address: number, day: number): void {
  const [places, firsts, lasts] = [people.column('place'), people.column('placeFirst'), people.column('placeLast')]
  const known = placeOf(people, slot, address)
  if (known >= 0) {
    firsts[known] = Math.min(firsts[known]!, day)
    lasts[known] = Math.max(lasts[known]!, day)
    return
  }
  let stalest = slot * PLACES
  for (let n = stalest + 1; n < (slot + 1) * PLACES; n++) if (lasts[n]! < lasts[stalest]!) stalest = n
  if (places[stalest] !== 0 && lasts[stalest]! > day) return
  places[stalest] = address
  firsts[stalest] = day
  lasts[stalest] = day
}
