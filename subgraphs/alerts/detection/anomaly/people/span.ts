import type { Learnt } from '../../state.ts'
import type { Learning } from '../kind.ts'
import type { Learner } from '../learners.ts'
import { DAY_S, secondsOf } from './clock.ts'
import { peopleOf } from './person.ts'

const ROOM = 10_000
const COLUMNS = { first: { type: 'u32', per: 1 }, last: { type: 'u32', per: 1 } } as const
const WHOLE = '*'

/** Remembers from when to when there are activities: of the tenant, and of each app. */
export const SPAN: Learner = {
  name: 'span',
  observe({ activity, time }, learnt) {
    const seconds = secondsOf(time)
    const table = learnt.table('span', COLUMNS, ROOM)
    for (const key of [WHOLE, activity.app]) {
      const slot = table.claim(key, time)
      const [first, last] = [table.column('first'), table.column('last')]
      if (first[slot] === 0 || seconds < first[slot]!) first[slot] = seconds
      if (seconds > last[slot]!) last[slot] = seconds
    }
  },
}

/** Days of activities before a moment (epoch seconds), of an app or the whole tenant. */
export function daysBefore(learnt: Learnt, seconds: number, app = WHOLE): number {
  const table = learnt.table('span', COLUMNS, ROOM)
  const slot = table.find(app)
  return slot < 0 ? 0 : Math.max(0, (seconds - table.column('first')[slot]!) / DAY_S)
}

/** How far a detector is that needs so many days of the tenant and of each person. */
export function learningOf(learnt: Learnt, daysNeeded: number): Learning {
  const table = learnt.table('span', COLUMNS, ROOM)
  const slot = table.find(WHOLE)
  const now = slot < 0 ? 0 : table.column('last')[slot]!
  const people = peopleOf(learnt)
  let ready = 0
  let seen = 0
  for (const [, person] of people.entries()) {
    const first = people.column('first')[person]!
    if (first === 0) continue
    seen++
    if (now - first >= daysNeeded * DAY_S) ready++
  }
  return {
    daysLearnt: Math.min(daysNeeded, Math.floor(daysBefore(learnt, now))),
    daysNeeded,
    usersReady: seen ? ready / seen : 0,
  }
}
