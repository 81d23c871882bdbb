import { byTime } from '../emission.ts'
import type { Emission } from '../emission.ts'
import { deck, seeded } from '../random.ts'
import type { World } from '../world.ts'
import type { Attack } from './attack.ts'
import { guessedPassword } from './guessed-password.ts'
import { loggingOff } from './logging-off.ts'
import { massDownload } from './mass-download.ts'
import { stolenSession } from './stolen-session.ts'

/** An attack with its rows. */
export interface Staged {
  name: string
  /** E-mail address of the victim. */
  victim: string
  /** Oldest first; those after the asked instant are to be shown when their time has come. */
  rows: Emission[]
}

/** Stages one attack whose last decisive row lies at an instant, epoch ms. */
export type Stage = (now: number) => Staged

/** The scenarios of a company: each has a deck of victims of its own, so that nobody is hit twice before all were once. */
export function stages(world: World): Stage[] {
  return [
    stage(world, stolenSession),
    stage(world, guessedPassword),
    stage(world, massDownload),
    stage(world, loggingOff),
  ]
}

function stage<Victim extends { email: string }>(world: World, attack: Attack<Victim>): Stage {
  const random = seeded(world.seed, world.domain, 'attack', attack.name)
  const victims = deck(random, attack.victims(world))
  return now => {
    const victim = victims()
    return { name: attack.name, victim: victim.email, rows: attack.rows({ world, random, victim, now }).sort(byTime) }
  }
}

/** Scenario after scenario, each once before any comes again. */
export function createDirector(world: World): Stage {
  const next = deck(seeded(world.seed, world.domain, 'director'), stages(world))
  return now => next()(now)
}
