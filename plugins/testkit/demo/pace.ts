import { setImmediate } from 'node:timers/promises'

/** How long one may hold the thread, ms. */
const SLICE = 5

/** Lets others have the thread from time to time: `if (pace.isSpent()) await pace.rest()`. */
export function createPace() {
  let since = performance.now()
  return {
    isSpent: () => performance.now() - since > SLICE,
    async rest() {
      await setImmediate()
      since = performance.now()
    },
  }
}
