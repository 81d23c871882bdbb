import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '@casbah/host'

/** Seconds of this clock in one real second. */
const PACE = 500
/** Waits that timers are too coarse for, real milliseconds. */
const SHORT = 2

/**
 * A clock that goes five hundred times as fast, for everybody who waits by it: a minute takes an eighth of a second, and waits side by side do not
 * add up. No faster, since a signature of five minutes ago is refused, and a busy machine may stand still for a while.
 */
export class QuickClock implements Clock {
  readonly #start: number
  readonly #begun = performance.now()

  constructor(start: number) {
    this.#start = start
  }

  now(): number {
    return Math.floor(this.#start + (performance.now() - this.#begun) * PACE)
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const until = performance.now() + Math.max(0, ms) / PACE
    for (;;) {
      signal?.throwIfAborted()
      const left = until - performance.now()
      if (left > SHORT) await wait(left - 1, undefined, signal && { signal })
      else await turn()
      if (performance.now() >= until) return
    }
  }
}
