import { personDay } from './day.ts'
import { byTime } from './emission.ts'
import type { Emission } from './emission.ts'
import { localMidnight } from './places.ts'
import { allParts } from './parts.ts'
import { atWork } from './world.ts'
import type { World } from './world.ts'

const DAY = 86_400_000

/**
 * The company's ordinary life from an instant (epoch ms) on, without end, oldest first. History and the present are one
 * story: whoever stops at an instant and goes on from there later misses nothing and tells nothing twice.
 * Yields undefined between small pieces of work, so that the caller can let others have the thread.
 */
export function* ordinaryLife(world: World, since: number): Generator<Emission | undefined, never> {
  const people = atWork(world)
  const firstDay = Math.floor(since / DAY) * DAY
  const zones = ['UTC', ...new Set(people.map(person => person.home.place.timeZone))]
  let waiting: Emission[] = []
  // A local date ends up to 12 h after the UTC date of the same name, and late work runs past midnight.
  for (let date = firstDay - 2 * DAY; ; date += DAY) {
    for (const person of people) {
      waiting.push(...personDay(world, person, date))
      yield undefined
    }
    for (const part of allParts) waiting.push(...(part.machines?.(world, date) ?? []))
    // The next date may still add rows from where it first begins on, which is in the easternmost home.
    const safe = Math.min(...zones.map(zone => localMidnight(date + DAY, zone)))
    const due = waiting.filter(emission => emission.time < safe && emission.time >= since).sort(byTime)
    waiting = waiting.filter(emission => emission.time >= safe)
    yield undefined
    yield* due
  }
}
