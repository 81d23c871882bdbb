import type { Attack } from './attack.ts'
import { byTime } from './emission.ts'
import type { Emission } from './emission.ts'
import { allParts } from './parts.ts'
import { deck, seeded } from './random.ts'
import type { World } from './world.ts'

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

const moves = {
  plunder: allParts.flatMap(({ plunder }) => plunder ?? []),
  blind: allParts.flatMap(({ blind }) => blind ?? []),
}

/** The scenarios of a company by name: each has a deck of victims of its own, so that nobody is hit twice before all were once. */
export function stages(world: World): Map<string, Stage> {
  const attacks = allParts.flatMap(part => part.attacks ?? [])
  return new Map(attacks.map(attack => [attack.name, stage(world, attack)]))
}

function stage(world: World, attack: Attack): Stage {
  const random = seeded(world.seed, world.domain, 'attack', attack.name)
  const victims = deck(random, attack.victims(world))
  return now => {
    const victim = victims()
    const rows = attack.rows({ world, random, victim, now, moves }).sort(byTime)
    return { name: attack.name, victim: victim.email, rows }
  }
}

/** Scenario after scenario, each once before any comes again. */
export function createDirector(world: World): Stage {
  const next = deck(seeded(world.seed, world.domain, 'director'), [...stages(world).values()])
  return now => next()(now)
}
