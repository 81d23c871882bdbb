import type { Emission } from './emission.ts'
import { ordinaryLife } from './life.ts'
import { createPace } from './pace.ts'
import type { World } from './world.ts'

/** Ordinary life with a bookmark: read up to an instant, later from there on. */
export interface Story {
  /** The next row, left where it is. */
  peek(): Promise<Emission>
  take(): Promise<Emission>
}

/** Tells the story from an instant (epoch ms) on, in slices short enough for the event loop. */
export function openStory(world: World, since: number): Story {
  const rows = ordinaryLife(world, since)
  const pace = createPace()
  let ahead: Emission | undefined
  const peek = async () => {
    while (!ahead) {
      if (pace.isSpent()) await pace.rest()
      ahead = rows.next().value
    }
    return ahead
  }
  return {
    peek,
    async take() {
      const row = await peek()
      ahead = undefined
      return row
    },
  }
}
