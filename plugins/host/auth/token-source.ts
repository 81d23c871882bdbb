import type { Clock } from '../clock.ts'
import { HostError } from '../host-error.ts'

/** Something that was fetched, lets requests in, and ends. Times are epoch milliseconds. */
export interface Fetched<Value> {
  value: Value
  obtainedAt: number
  expiresAt: number
}

export interface TokenSourceOptions<Ask, Value> {
  clock: Clock
  /** 0 to 1: so that many hosts do not renew in the same second. */
  random: () => number
  /** Fetches one; `last` is what was in use before, which must not be given again. Aborts while nothing is in the air. */
  fetch(ask: Ask, last: Fetched<Value> | null, signal: AbortSignal): Promise<Fetched<Value>>
}

interface Entry<Value> {
  current: Fetched<Value> | null
  last: Fetched<Value> | null
  /** Renewed from then on, though it still holds. */
  renewAt: number
  flight: Flight<Value> | null
}

interface Flight<Value> {
  done: Promise<Fetched<Value>>
  waiters: number
  controller: AbortController
}

/** A request on its way must still arrive in time. */
const MARGIN_MS = 10_000
/** After an early renewal that failed. */
const AGAIN_MS = 30_000
/** Sets of rights and persons; the least used is forgotten. */
const KEPT = 500
/** The vendor's trouble: what still holds may be used meanwhile. */
const PASSING = ['VENDOR_UNAVAILABLE', 'TIMEOUT', 'RATE_LIMITED', 'BAD_ANSWER']

/** Tokens by what they are for: kept, renewed before they end, and never fetched twice at the same time. */
export class TokenSource<Ask, Value> {
  readonly #options: TokenSourceOptions<Ask, Value>
  readonly #entries = new Map<string, Entry<Value>>()

  constructor(options: TokenSourceOptions<Ask, Value>) {
    this.#options = options
  }

  /** One that holds. Rejects as `fetch` does, or with the signal's reason. */
  async get(ask: Ask, signal: AbortSignal): Promise<Fetched<Value>> {
    const { clock } = this.#options
    const entry = this.#entry(JSON.stringify(ask))
    const { current } = entry
    const now = clock.now()
    if (current && now < entry.renewAt) return current
    try {
      return await this.#join(entry, ask, signal)
    } catch (error) {
      signal.throwIfAborted()
      const passing = error instanceof HostError && PASSING.includes(error.problem.code)
      if (!passing || entry.current !== current || !current || clock.now() > current.expiresAt - MARGIN_MS) throw error
      entry.renewAt = clock.now() + AGAIN_MS
      return current
    }
  }

  /** The vendor no longer takes it: the next who asks gets another. */
  drop(fetched: Fetched<Value>): void {
    for (const entry of this.#entries.values()) if (entry.current === fetched) entry.current = null
  }

  /** Resolves when nothing is in the air any more; what only waits is given up. */
  async settle(): Promise<void> {
    const flights = [...this.#entries.values()].flatMap(({ flight }) => (flight ? [flight] : []))
    for (const { controller } of flights) controller.abort()
    await Promise.allSettled(flights.map(({ done }) => done))
  }

  async #join(entry: Entry<Value>, ask: Ask, signal: AbortSignal): Promise<Fetched<Value>> {
    signal.throwIfAborted()
    let leave = () => {}
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(signal.reason as Error)
      signal.addEventListener('abort', leave, { once: true })
    })
    left.catch(() => undefined)
    try {
      // One that was given up may still be in the air: two at a time would spend a rotating token twice.
      while (entry.flight?.controller.signal.aborted) {
        const ended = entry.flight.done.then(
          () => undefined,
          () => undefined,
        )
        await Promise.race([ended, left])
      }
      const flight = (entry.flight ??= this.#start(entry, ask))
      flight.waiters += 1
      try {
        return await Promise.race([flight.done, left])
      } finally {
        flight.waiters -= 1
        if (flight.waiters === 0) flight.controller.abort()
      }
    } finally {
      signal.removeEventListener('abort', leave)
    }
  }

  #start(entry: Entry<Value>, ask: Ask): Flight<Value> {
    const controller = new AbortController()
    const done = this.#options.fetch(ask, entry.last, controller.signal).then(
      fetched => {
        const { obtainedAt, expiresAt } = fetched
        entry.current = fetched
        entry.last = fetched
        entry.flight = null
        // At three quarters of its life to nine tenths, and in any case before it is too late.
        const share = 0.75 + 0.15 * this.#options.random()
        entry.renewAt = Math.min(obtainedAt + (expiresAt - obtainedAt) * share, expiresAt - MARGIN_MS)
        return fetched
      },
      (error: unknown) => {
        entry.flight = null
        throw error
      },
    )
    // Those who wait hear of it; when all have left, nobody needs to.
    done.catch(() => undefined)
    return { done, waiters: 0, controller }
  }

  #entry(key: string): Entry<Value> {
    const entry = this.#entries.get(key) ?? { current: null, last: null, renewAt: 0, flight: null }
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    for (const [oldest, { flight }] of this.#entries) {
      if (this.#entries.size <= KEPT) break
      if (!flight && oldest !== key) this.#entries.delete(oldest)
    }
    return entry
  }
}
