import type { Emission } from './emission.ts'
import type { Person, Spot } from './people.ts'
import type { Random } from './random.ts'
import type { World } from './world.ts'

/** Somebody doing something somewhere, at an instant (epoch ms). */
export interface Moment {
  world: World
  random: Random
  person: Person
  spot: Spot
  time: number
}

/** Work without a break, from `time` on, in one session of the company's single sign-on. */
export interface Stretch extends Moment {
  /** Epoch ms. */
  until: number
  /** `authenticationContext.externalSessionId` at Okta. */
  session: string
}

/** One thing that an administrator does now and then; no rows where that person has no right to it. */
export type Chore = (stretch: Stretch) => Emission[]

const MINUTE = 60_000

/** A time in a stretch, clear of the sign-in. */
export const within = ({ random, time, until }: Stretch): number =>
  time + MINUTE + Math.floor(random.next() * Math.max(MINUTE, until - time - 3 * MINUTE))

/** Some ms after an instant, yet within the stretch. */
export const later = ({ until }: Stretch, time: number, ms: number): number => Math.min(until, time + ms)
