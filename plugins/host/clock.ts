import { setTimeout as wait } from 'node:timers/promises'

/** Time as the host sees it; tests give their own. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  /** Resolves after so many milliseconds, rejects when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => wait(Math.max(0, ms), undefined, { signal }),
}

/** An epoch time in the form that vendors and the SDK take. */
export const iso = (time: number) => new Date(time).toISOString()
