import type { JudgedEvent } from '../../event.ts'
import type { SlotTable } from '../../slot-table.ts'
import type { Learnt } from '../../state.ts'
import type { Learner } from '../learners.ts'
import { secondsOf } from '../people/clock.ts'
import { Evidence } from '../people/evidence.ts'
import { hash32, shortKey } from '../people/hash.ts'
import { shortPersonKey } from '../people/person.ts'
import { Recent } from '../people/recent.ts'

/** Half of what somebody did counts no more after so long, seconds: what is done monthly stays usual. */
const HALF_LIFE_S = 30 * 86_400
const ACTIONS = 24
const DOERS = 8
const PERSON = {
  action: { type: 'u32', per: ACTIONS },
  weight: { type: 'f32', per: ACTIONS },
  time: { type: 'u32', per: ACTIONS },
  /** Actions in the burst that goes on, and when its last one was: while it goes on nothing is learnt. */
  burstUntil: { type: 'u32', per: 1 },
} as const
const ACTION = {
  weight: { type: 'f32', per: 1 },
  time: { type: 'u32', per: 1 },
  doer: { type: 'u32', per: DOERS },
} as const

/** Administrators, of whom there are few; and administrative actions, which vendors name. */
const PEOPLE_ROOM = 16_384
const ACTION_ROOM = 16_384

const peopleTable = (learnt: Learnt) => learnt.table('admin people', PERSON, PEOPLE_ROOM)
const actionTable = (learnt: Learnt) => learnt.table('admin actions', ACTION, ACTION_ROOM)

/** Administrative actions of a person that were rare when they were done, for the hour in hand. */
export const RARE = new Recent('rare admin actions', 24, 2_048)
export const RARE_EVIDENCE = new Evidence('rare admin evidence', 128)

/** Below this weight an action is rare: one that was done once long ago, or never. */
export const RARE_BELOW = 1.5
/** So many rare actions within an hour are a burst that does not teach. */
const BURST = 3
export const SESSION_S = 3_600

/** How usual an action is, in decayed counts: for the person, and for the tenant. */
export function usualOf(event: JudgedEvent, learnt: Learnt): { person: number; tenant: number } {
  const who = shortPersonKey(event)
  const now = secondsOf(event.time)
  const people = peopleTable(learnt)
  const slot = who === null ? -1 : people.find(who)
  const place = slot < 0 ? -1 : placeOf(people, slot, actionOf(event))
  const actions = actionTable(learnt)
  const action = actions.find(keyOf(event))
  return {
    person: place < 0 ? 0 : decayed(people.column('weight')[place]!, people.column('time')[place]!, now),
    tenant: action < 0 ? 0 : decayed(actions.column('weight')[action]!, actions.column('time')[action]!, now),
  }
}

/** How many people have done an administrative action, up to eight. */
export function doersOf(learnt: Learnt, action: string): number {
  const table = actionTable(learnt)
  const slot = table.find(shortKey(action))
  if (slot < 0) return 0
  return table
    .column('doer')
    .subarray(slot * DOERS, (slot + 1) * DOERS)
    .filter(doer => doer !== 0).length
}

export const actionOf = ({ activity }: JudgedEvent) => hash32(activity.action)
const keyOf = ({ activity }: JudgedEvent) => shortKey(activity.action)

/** Remembers who does which administrative actions, and how often they are done at all. */
export const ADMIN_ACTIONS: Learner = {
  name: 'admin actions',
  observe(event, learnt) {
    const { activity, time } = event
    const who = shortPersonKey(event)
    if (!activity.isAdmin || activity.outcome === 'FAILURE' || who === null || activity.actor?.kind !== 'user') return
    const now = secondsOf(time)
    const tag = actionOf(event)
    const usual = usualOf(event, learnt)
    const people = peopleTable(learnt)
    const slot = people.claim(who, time)
    if (usual.person < RARE_BELOW) {
      RARE.add(learnt, who, { time: now, tag })
      RARE_EVIDENCE.add(learnt, who, event, tag)
      const lately = RARE.read(learnt, who).filter(other => Math.abs(other.time - now) <= SESSION_S)
      if (new Set(lately.map(other => other.tag)).size >= BURST)
        people.column('burstUntil')[slot] = Math.max(people.column('burstUntil')[slot]!, now + SESSION_S)
    }
    if (now <= people.column('burstUntil')[slot]!) return
    const place = claimPlace(people, slot, tag)
    add(people as unknown as SlotTable, place, now)
    const actions = actionTable(learnt)
    const action = actions.claim(keyOf(event), time)
    add(actions as unknown as SlotTable, action, now)
    const doers = actions.column('doer')
    const doer = hash32(who)
    for (let n = action * DOERS; n < (action + 1) * DOERS && doers[n] !== doer; n++)
      if (doers[n] === 0) {
        doers[n] = doer
        break
      }
  },
}

/** Adds one at a time; the sum is the same in any order. */
function add(table: SlotTable, place: number, now: number): void {
  const [weights, times] = [table.column('weight'), table.column('time')]
  if (now >= times[place]!) {
    weights[place] = decayed(weights[place]!, times[place]!, now) + 1
    times[place] = now
  } else weights[place] = weights[place]! + decayed(1, now, times[place]!)
}

function decayed(weight: number, since: number, now: number): number {
  return weight * 2 ** -(Math.max(0, now - since) / HALF_LIFE_S)
}

function placeOf(people: SlotTable<typeof PERSON>, slot: number, action: number): number {
  const actions = people.column('action')
  for (let n = slot * ACTIONS; n < (slot + 1) * ACTIONS; n++) if (actions[n] === action) return n
  return -1
}

/** The action's place; when there is none, that of the action least done lately is taken. */
function claimPlace(people: SlotTable<typeof PERSON>, slot: number, action: number): number {
  const known = placeOf(people, slot, action)
  if (known >= 0) return known
  const [actions, weights, times] = [people.column('action'), people.column('weight'), people.column('time')]
  let least = slot * ACTIONS
  for (let n = least; n < (slot + 1) * ACTIONS; n++) {
    if (actions[n] === 0) {
      least = n
      break
    }
    if (times[n]! < times[least]!) least = n
  }
  actions[least] = action
  weights[least] = 0
  times[least] = 0
  return least
}
