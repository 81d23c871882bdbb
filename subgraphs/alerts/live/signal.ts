import type { Database } from '@casbah/kit'
import { lastSteps } from '../system-statements.ts'

const POLL_MS = 1_000

/**
 * Tells subscribers of a tenant that its alert log may have grown. It carries no events: each reads the log from its own position, so
 * a slow one costs nothing. What other processes write is seen by a poll each second, and only while somebody waits.
 */
export class LiveSignal {
  private readonly db: Database
  private readonly waiting = new Map<string, Set<{ after: number; wake: () => void }>>()
  private readonly marks = new Map<string, number>()
  private timer: NodeJS.Timeout | null = null

  constructor(db: Database) {
    this.db = db
  }

  /** Steps of a tenant were committed in this process. */
  wake(tenant: string): void {
    this.marks.set(tenant, this.mark(tenant) + 1)
    for (const waiter of this.waiting.get(tenant) ?? []) waiter.wake()
  }

  /** Grows with every wake; take it before reading, so that what is committed while reading is not slept through. */
  mark(tenant: string): number {
    return this.marks.get(tenant) ?? 0
  }

  /** Ends when there may be steps after a position that was read since a mark, or when the signal is aborted. */
  wait(tenant: string, after: number, mark: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.mark(tenant) !== mark) return Promise.resolve()
    return new Promise(resolve => {
      const waiters = this.waiting.get(tenant) ?? new Set()
      this.waiting.set(tenant, waiters)
      const waiter = {
        after,
        wake: () => {
          waiters.delete(waiter)
          if (!waiters.size && this.waiting.get(tenant) === waiters) this.waiting.delete(tenant)
          if (!this.waiting.size) this.stopPolling()
          signal.removeEventListener('abort', waiter.wake)
          resolve()
        },
      }
      waiters.add(waiter)
      signal.addEventListener('abort', waiter.wake, { once: true })
      this.timer ??= setInterval(() => void this.poll(), POLL_MS).unref()
    })
  }

  private async poll(): Promise<void> {
    try {
      const steps = await lastSteps(this.db, [...this.waiting.keys()])
      for (const [tenant, last] of steps)
        for (const waiter of this.waiting.get(tenant) ?? []) if (last > waiter.after) waiter.wake()
    } catch {
      // The database does not answer; the next poll asks again, and readers find out by themselves.
    }
  }

  private stopPolling(): void {
    if (this.timer) clearInterval(this.timer)
    this.timer = null
  }
}
