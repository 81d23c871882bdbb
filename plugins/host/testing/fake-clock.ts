import { setImmediate as turn } from 'node:timers/promises'
import type { Clock } from '../clock.ts'

/** Time that passes only by sleeping, at once. Others get their turn in between, so a loop that only sleeps starves nobody. */
export class FakeClock implements Clock {
  time: number
  readonly sleeps: number[] = []

  constructor(time = Date.UTC(2026, 0, 10)) {
    this.time = time
  }

  now(): number {
    return this.time
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    this.sleeps.push(ms)
    this.time += Math.max(0, ms)
    await turn()
    signal?.throwIfAborted()
  }
}
