import { setTimeout as sleep } from 'node:timers/promises'
import type { EventPlace } from './event-source.ts'
import { SubgraphFailure, type SubgraphResult } from './transport.ts'

export interface ResumeOptions {
  /** How long a broken source is tried again before the client is told; default 5 minutes. */
  patienceMs?: number
  /** Longest wait before the first try, doubled up to 10 s; default 250 ms. */
  waitMs?: number
  random?: () => number
}

/** One event and its place; null when the event carries none. */
export interface LastingEvent {
  result: SubgraphResult
  place: EventPlace | null
}

interface Lasting extends ResumeOptions {
  /** Subscribes, from the cursor on where there is one. */
  subscribe(cursor: unknown): Promise<AsyncIterator<SubgraphResult>>
  takePlace(event: SubgraphResult): EventPlace | null
  /** Cursor to begin at; undefined to begin where the source does by itself. */
  from: unknown
  /** Told of every break, for metrics and the log. */
  onBreak(failure: SubgraphFailure): void
  signal: AbortSignal
}

const LONGEST_WAIT_MS = 10_000
/** A source that held this long is thought well again. */
const HELD_MS = 30_000

/**
 * Events that outlive their source: when it breaks they go on from the last cursor, or where events have none, from then on. Rejects
 * when it cannot be opened in the first place, and when a broken one stays away too long.
 */
export async function lastingEvents(options: Lasting): Promise<AsyncIterator<LastingEvent>> {
  const { subscribe, takePlace, onBreak, signal, patienceMs = 300_000, waitMs = 250, random = Math.random } = options
  let cursor = options.from
  let tries = 0
  let brokenAt: number | null = null
  let openedAt = performance.now()
  let events = await subscribe(cursor)

  async function reopen(failure: SubgraphFailure): Promise<void> {
    for (;;) {
      onBreak(failure)
      const now = performance.now()
      if (brokenAt === null || now - openedAt > HELD_MS) [brokenAt, tries] = [now, 0]
      if (now - brokenAt > patienceMs) throw failure
      const longest = Math.min(LONGEST_WAIT_MS, waitMs * 2 ** tries++)
      await sleep(random() * longest, undefined, { signal })
      openedAt = performance.now()
      try {
        events = await subscribe(cursor)
        return
      } catch (error) {
        if (!(error instanceof SubgraphFailure)) throw error
        failure = error
      }
    }
  }

  return {
    async next() {
      for (;;) {
        let step: IteratorResult<SubgraphResult>
        try {
          step = await events.next()
          if (brokenAt !== null && !step.done && isUnavailable(step.value)) {
            await events.return?.()
            throw new SubgraphFailure('is not ready to go on.', { alive: true })
          }
        } catch (error) {
          if (!(error instanceof SubgraphFailure)) throw error
          await reopen(error)
          continue
        }
        if (step.done) return step
        const place = takePlace(step.value)
        cursor = place?.cursor ?? cursor
        brokenAt = null
        return { done: false, value: { result: step.value, place } }
      }
    },
    async return() {
      await events.return?.()
      return { done: true, value: undefined }
    },
  }
}

/** A subgraph that has just come back may say so of what stands behind it. */
function isUnavailable({ data, errors }: SubgraphResult): boolean {
  return !data && errors?.[0]?.extensions?.code === 'UNAVAILABLE'
}
