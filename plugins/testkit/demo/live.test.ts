import type { Emission } from './emission.ts'
import { live } from './live.ts'
import type { AttackShown } from './live.ts'
import { stages } from './stages.ts'
import { openStory } from './story.ts'
import { createWorld } from './world.ts'

const START = Date.parse('2026-03-18T13:30:00Z')

/** Runs for some virtual time; what was shown carries the instant at which it was. */
async function run({ minutes, attacks, start = START }: { minutes: number; attacks: boolean; start?: number }) {
  const world = createWorld('acme', 'Acme', 'acme.example', 60)
  const stop = new AbortController()
  let clock = start
  const shown: { at: number; row: Emission }[] = []
  const done: AttackShown[] = []
  await live(stop.signal, {
    world,
    story: openStory(world, start),
    now: () => clock,
    sleep: async ms => {
      clock += ms
      if (clock >= start + minutes * 60_000) stop.abort()
    },
    emit: rows => shown.push(...rows.map(row => ({ at: clock, row }))),
    attacks,
    onAttack: attack => done.push(attack),
  })
  return { shown, done }
}

describe('live', () => {
  it('finishes an attack in every thirty seconds, of all kinds', async () => {
    const { done, shown } = await run({ minutes: 10, attacks: true })
    const gaps = done.map((attack, i) => attack.at - (done[i - 1]?.at ?? START))
    expect(Math.max(...gaps)).toBeLessThan(30_000)
    expect(START + 600_000 - done.at(-1)!.at).toBeLessThan(30_000)
    expect(Math.min(...gaps.slice(1))).toBeGreaterThanOrEqual(20_000)
    expect(new Set(done.map(attack => attack.name))).toEqual(
      new Set(stages(createWorld('acme', 'Acme', 'acme.example', 60)).keys()),
    )
    expect(shown.every(({ at, row }) => row.time <= at)).toBe(true)
  })

  it('never strikes one person twice in a row with the same scenario', async () => {
    const { done } = await run({ minutes: 30, attacks: true })
    for (const list of Map.groupBy(done, attack => attack.name).values()) {
      expect(list.every((attack, i) => i === 0 || attack.victim !== list[i - 1]!.victim)).toBe(true)
    }
  })

  it('is quiet without attacks, yet alive', async () => {
    const { done, shown } = await run({ minutes: 10, attacks: false })
    expect(done).toEqual([])
    expect(shown.length).toBeGreaterThan(20)
    expect(shown.every(({ at, row }) => row.time <= at && at - row.time <= 1_500)).toBe(true)
  })

  it('is alive on a Sunday night too', async () => {
    const { shown } = await run({ minutes: 120, attacks: false, start: Date.parse('2026-03-22T02:00:00Z') })
    expect(shown.length).toBeGreaterThan(5)
  })

  it('catches up with what fell into a pause', async () => {
    const world = createWorld('acme', 'Acme', 'acme.example', 60)
    const stop = new AbortController()
    let clock = START
    const times: number[] = []
    await live(stop.signal, {
      world,
      story: openStory(world, START),
      now: () => clock,
      sleep: async () => {
        if (clock > START) stop.abort()
        clock = START + 3_600_000
      },
      emit: rows => times.push(...rows.map(row => row.time)),
      attacks: false,
    })
    const all = times.length
    expect(all).toBeGreaterThan(50)
    expect(Math.max(...times)).toBeLessThanOrEqual(START + 3_600_000)
  })
})
