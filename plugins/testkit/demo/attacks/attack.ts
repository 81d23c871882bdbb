import type { Emission } from '../emission.ts'
import type { Spot } from '../people.ts'
import { deviceOf } from '../people.ts'
import { FAR, networkIn } from '../places.ts'
import type { Random } from '../random.ts'
import type { World } from '../world.ts'

/** What an attack gets: the company, randomness of its own, the instant (epoch ms) at which its last decisive row lies. */
export interface AttackScene<Victim> {
  world: World
  random: Random
  victim: Victim
  now: number
}

/** One attack scenario: who can be hit, and what the vendors' logs then show. */
export interface Attack<Victim> {
  name: string
  /** What happens, in one sentence. */
  story: string
  victims: (world: World) => Victim[]
  /**
   * The rows, oldest first. Those up to `now` are the attack; later ones are what follows it and are shown when their
   * time has come.
   */
  rows: (scene: AttackScene<Victim>) => Emission[]
}

/** Keeps the victim's type between choice and rows. */
export const defineAttack = <Victim>(attack: Attack<Victim>): Attack<Victim> => attack

/** A stranger's computer in a country where nobody of the company lives. */
export function stranger(random: Random): Spot {
  const country = random.pick(FAR)
  return { place: random.pick(country.places), network: networkIn(country, random), device: deviceOf(random) }
}
