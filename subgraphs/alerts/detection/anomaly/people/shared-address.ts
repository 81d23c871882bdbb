import type { JudgedEvent } from '../../event.ts'
import type { Learnt } from '../../state.ts'
import type { Learner } from '../learners.ts'
import { dayOf, secondsOf } from './clock.ts'
import { hash32, shortKey } from './hash.ts'
import { isKnown, isNewPlace, shortPersonKey } from './person.ts'

/** So many people make an address a shared one. */
const MANY = 5
/** Addresses remembered; an office is touched too often to be forgotten. */
const ROOM = 2_048
/** An address is a usual one of the tenant when it was first used so many days before. */
const USUAL_DAYS = 2
const COLUMNS = { people: { type: 'u32', per: MANY }, first: { type: 'u16', per: 1 } } as const

/** Whether several known people of the tenant have acted from the event's address for days: an office, a VPN of the company. */
export function fromSharedAddress({ activity, time }: JudgedEvent, learnt: Learnt): boolean {
  const table = learnt.table('addresses', COLUMNS, ROOM)
  const slot = activity.ip ? table.find(shortKey(activity.ip.address.toLowerCase())) : -1
  if (slot < 0 || table.column('people')[slot * MANY + MANY - 1] === 0) return false
  return dayOf(secondsOf(time)) - table.column('first')[slot]! >= USUAL_DAYS
}

/** Remembers which addresses several people act from. It goes before what remembers people's addresses. */
export const ADDRESSES: Learner = {
  name: 'addresses',
  observe(event, learnt) {
    const { activity, time } = event
    const who = shortPersonKey(event)
    if (!activity.ip || who === null || activity.outcome === 'FAILURE' || !isKnown(event)) return
    const table = learnt.table('addresses', COLUMNS, ROOM)
    // A home's address is looked at once, not with every activity: it is claimed when it is new for the person.
    const isNew = isNewPlace(event, learnt)
    const address = shortKey(activity.ip.address.toLowerCase())
    if (!isNew && table.find(address) < 0) return
    const slot = table.claim(address, time)
    const [people, first] = [table.column('people'), table.column('first')]
    const day = dayOf(secondsOf(time))
    if (first[slot] === 0 || day < first[slot]!) first[slot] = day
    const person = hash32(who)
    for (let n = slot * MANY; n < (slot + 1) * MANY; n++) {
      if (people[n] === person) return
      if (people[n] === 0) return void (people[n] = person)
    }
  },
}
