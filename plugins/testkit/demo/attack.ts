import type { Emission } from './emission.ts'
import type { Moment } from './moment.ts'
import type { Person, Spot } from './people.ts'
import { deviceOf } from './people.ts'
import { FAR, networkIn } from './places.ts'
import type { Random } from './random.ts'
import type { World } from './world.ts'

/** What an attack gets: the company, randomness of its own, the instant (epoch ms) at which its last decisive row lies. */
export interface AttackScene {
  world: World
  random: Random
  victim: Person
  now: number
  /** What can be done in such an attack at each vendor, as its part knows it. */
  moves: Record<'plunder' | 'blind', readonly ((moment: Moment) => Emission[])[]>
}

/** One attack scenario: who can be hit, and what the vendors' logs then show. */
export interface Attack {
  name: string
  /** What happens, in one sentence. */
  story: string
  victims: (world: World) => Person[]
  /**
   * The rows. Those up to `now` are the attack; later ones are what follows it and are shown when their time has come.
   */
  rows: (scene: AttackScene) => Emission[]
}

/** A stranger's computer in a country where nobody of the company lives. */
export function stranger(random: Random): Spot {
  const country = random.pick(FAR)
  return { place: random.pick(country.places), network: networkIn(country, random), device: deviceOf(random) }
}
