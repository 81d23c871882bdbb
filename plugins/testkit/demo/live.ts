import { byTime } from './emission.ts'
import type { Emission } from './emission.ts'
import { seeded } from './random.ts'
import { createDirector } from './stages.ts'
import type { Story } from './story.ts'
import type { World } from './world.ts'

/** Waits `ms` milliseconds; resolves early, never rejects, when the signal aborts. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>

/** An attack that has just been shown in full. */
export interface AttackShown {
  name: string
  /** E-mail address of the victim. */
  victim: string
  /** Epoch ms. */
  at: number
}

export interface LiveOptions {
  world: World
  story: Story
  now: () => number
  sleep: Sleep
  emit: (rows: Emission[]) => void
  attacks: boolean
  onAttack?: (attack: AttackShown) => void
}

/** Time from one attack to the next, ms: short of 30 s, so that its alert comes within that too. */
const BETWEEN = [20_000, 27_000] as const
const FIRST_AFTER = 6_000
/** The longest sleep, ms: a laptop that was shut is noticed soon. */
const LONGEST_SLEEP = 1_000

/** Shows rows as their time comes, until the signal aborts. No row is ever ahead of the clock. */
export async function live(signal: AbortSignal, options: LiveOptions): Promise<void> {
  const { world, story, now, sleep, emit, attacks, onAttack } = options
  const random = seeded(world.seed, world.domain, 'rhythm')
  const attack = createDirector(world)
  /** What follows an attack, until its time has come. */
  let later: Emission[] = []
  let nextAttack = attacks ? now() + FIRST_AFTER : Infinity
  while (!signal.aborted) {
    const at = now()
    const due = later.filter(row => row.time <= at)
    later = later.filter(row => row.time > at)
    while ((await story.peek()).time <= at) due.push(await story.take())
    if (due.length > 0) emit(due.sort(byTime))
    if (at >= nextAttack) {
      const staged = attack(at)
      emit(staged.rows.filter(row => row.time <= at))
      later.push(...staged.rows.filter(row => row.time > at))
      onAttack?.({ name: staged.name, victim: staged.victim, at })
      nextAttack = at + random.int(...BETWEEN)
    }
    const next = Math.min((await story.peek()).time, nextAttack, ...later.map(row => row.time))
    await sleep(Math.max(1, Math.min(LONGEST_SLEEP, next - now())), signal)
  }
}
