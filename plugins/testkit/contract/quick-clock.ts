import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '@casbah/host'

/** Seconds of this clock in one real second, while something is under way. */
export const PACE = 500
/** Waits that timers are too coarse for, real milliseconds. */
const SHORT = 2
/** Real time in which nothing happened, and turns of the event loop after it, until everybody is taken to wait. */
const QUIET_MS = 2
const QUIET_TURNS = 3

/**
 * A clock that goes five hundred times as fast, for everybody who waits by it: waits side by side do not add up. Where all wait and no request is
 * under way, it goes to the end of the shortest wait at once. No faster otherwise, since a signature of five minutes ago is refused, and a busy
 * machine may stand still for a while.
 */
export class QuickClock implements Clock {
  readonly #start: number
  readonly #begun = performance.now()
  readonly #busy: () => boolean
  readonly #waits = new Set<{ until: number }>()
  /** Milliseconds that were passed over. */
  #passed = 0
  #stirs = 0
  #stirredAt = performance.now()
  #looking = false

  /** `start`: epoch ms; `busy`: whether somebody does what takes real time. */
  constructor(start: number, busy: () => boolean) {
    this.#start = start
    this.#busy = busy
  }

  now(): number {
    return Math.floor(this.#exact())
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const one = { until: this.#exact() + Math.max(0, ms) }
    this.#waits.add(one)
    this.stir()
    try {
      for (;;) {
        signal?.throwIfAborted()
        const left = (one.until - this.#exact()) / PACE
        if (left <= 0) return
        if (left > SHORT) {
          await wait(Math.min(left - 1, QUIET_MS), undefined, signal && { signal })
          await this.#passOver()
        } else await turn()
      }
    } finally {
      this.#waits.delete(one)
      this.stir()
    }
  }

  /** Something happened: whoever it concerns gets the time to act on it. */
  stir(): void {
    this.#stirs += 1
    this.#stirredAt = performance.now()
  }

  #exact(): number {
    return this.#start + this.#passed + (performance.now() - this.#begun) * PACE
  }

  async #passOver(): Promise<void> {
    if (this.#looking || !this.#isQuiet()) return
    this.#looking = true
    const before = this.#stirs
    for (let turns = 0; turns < QUIET_TURNS; turns += 1) await turn()
    this.#looking = false
    if (before !== this.#stirs || !this.#isQuiet()) return
    const next = Math.min(...[...this.#waits].map(({ until }) => until))
    this.#passed += Math.max(0, next - this.#exact())
    this.stir()
  }

  #isQuiet(): boolean {
    return !this.#busy() && performance.now() - this.#stirredAt >= QUIET_MS
  }
}
