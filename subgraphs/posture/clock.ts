import { setTimeout as sleep } from 'node:timers/promises'

/** What tells the time and waits. */
export interface Clock {
  now(): Date
  /** Ends early, without an error, when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

export const SYSTEM_CLOCK: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
}
