import type { Emission } from './emission.ts'
import type { Stretch } from './moment.ts'
import { newSession } from './okta/rows.ts'
import { PARTS } from './parts.ts'
import type { DemoPart } from './part.ts'
import type { Person } from './people.ts'
import { localMidnight } from './places.ts'
import { seeded } from './random.ts'
import type { Random } from './random.ts'
import type { World } from './world.ts'

const MINUTE = 60_000
/** Share of an administrator's stretches of work with a chore. */
const CHORE = 0.4

const parts: [slug: string, part: DemoPart][] = Object.entries(PARTS)
const chores = parts.flatMap(([, part]) => part.chores ?? [])

/** From when until when, in epoch ms. */
type Span = [from: number, until: number]

/**
 * What one person does on one local date (epoch ms of that date's midnight in UTC). It depends on seed, person and date
 * alone, so any day can be told again without those before it; and each vendor's share of it on nothing of the others.
 */
export function personDay(world: World, person: Person, date: number): Emission[] {
  const random = seeded(world.seed, world.domain, 'day', person.index, date)
  const spans = hours(random, person, date)
  const spot = new Date(date).getUTCDay() % 6 !== 0 && random.chance(0.55) ? person.office : person.home
  return spans.flatMap(([time, until], number) => {
    const session = newSession(random)
    const own = (kind: string): Stretch => ({
      world,
      person,
      spot,
      time,
      until,
      session,
      random: seeded(world.seed, world.domain, 'day', person.index, date, number, kind),
    })
    const rows = parts.flatMap(([slug, part]) => part.work?.(own(slug)) ?? [])
    const it = own('chores')
    return person.isIt && it.random.chance(CHORE) ? [...rows, ...it.random.pick(chores)(it)] : rows
  })
}

/** When the person works on that date: few at weekends, nobody on a day off. */
function hours(random: Random, person: Person, date: number): Span[] {
  const midnight = localMidnight(date, person.home.place.timeZone)
  const weekDay = new Date(date).getUTCDay()
  if (weekDay === 0 || weekDay === 6) {
    if (!random.chance(0.06)) return []
    const from = midnight + random.int(10 * 60, 19 * 60) * MINUTE
    return [[from, from + 70 * MINUTE]]
  }
  if (random.chance(0.07)) return [] // A day off.
  const from = midnight + (person.startsAt + random.int(-25, 35)) * MINUTE
  return sessions(random, from, from + (person.worksFor + random.int(-40, 60)) * MINUTE)
}

/** Two or three sessions: idle time ends one, the next needs a new sign-in. */
function sessions(random: Random, from: number, until: number): Span[] {
  const count = random.int(2, 3)
  const length = (until - from) / count
  return Array.from({ length: count }, (_, i) => [
    from + i * length + (i === 0 ? 0 : random.int(5, 45) * MINUTE),
    from + (i + 1) * length,
  ])
}
