import type { RateLimit } from '@casbah/sdk'
import type { Clock } from './clock.ts'
import type { CardData } from './description.ts'

/** Requests are spaced this much wider than the limit, so that jitter on the way makes no two of them too close. */
const MARGIN = 1.03

/** What the vendor says is left. */
export interface RateLimitState {
  limit: number
  remaining: number
  /** Epoch milliseconds. */
  resetAt: number
}

interface Bucket {
  limit: RateLimit
  /** Milliseconds between two requests. */
  spacing: number
  /** Epoch ms before which nothing goes out. */
  next: number
  /** Settles when all who came before have gone. */
  turn: Promise<void>
}

/** The pace of one app: evenly spaced requests per limit of the card (and host), slowed by what the headers tell. */
export class Limiter {
  readonly #limits: RateLimit[]
  readonly #basePath: string
  readonly #clock: Clock
  readonly #buckets = new Map<string, Bucket>()
  /** The newest that the vendor said of any limit. */
  state: RateLimitState | null = null

  constructor(card: Pick<CardData, 'limits' | 'baseUrl'>, clock: Clock) {
    this.#limits = card.limits
    this.#basePath = card.baseUrl.replace(/^https?:\/\/[^/]*/, '').replace(/\/$/, '')
    this.#clock = clock
  }

  /** Milliseconds that a request would wait at least. */
  waitOf(url: URL): number {
    return Math.max(0, ...this.#of(url).map(({ next }) => next - this.#clock.now()))
  }

  /** Resolves when the request may go out. */
  async acquire(url: URL, signal: AbortSignal): Promise<void> {
    for (const bucket of this.#of(url)) {
      const turn = bucket.turn.then(() => this.#pass(bucket, signal))
      bucket.turn = turn.catch(() => undefined)
      await turn
    }
  }

  /** Nothing of this kind goes out before then (epoch ms). */
  block(url: URL, until: number): void {
    for (const bucket of this.#of(url)) bucket.next = Math.max(bucket.next, until)
  }

  /** Slows down when others use the same limit or the vendor allows less than the card says. */
  learn(url: URL, headers: Record<string, string>): void {
    for (const bucket of this.#of(url)) {
      const state = readState(bucket.limit, headers)
      if (!state) continue
      this.state = state
      const now = this.#clock.now()
      const left = state.resetAt - now
      if (left <= 0) continue
      if (state.remaining <= 0) bucket.next = Math.max(bucket.next, state.resetAt + 500)
      else bucket.next = Math.max(bucket.next, now + left / state.remaining)
    }
  }

  async #pass(bucket: Bucket, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    for (let wait = bucket.next - this.#clock.now(); wait > 0; wait = bucket.next - this.#clock.now()) {
      await this.#clock.sleep(wait, signal)
    }
    bucket.next = this.#clock.now() + bucket.spacing
  }

  #of(url: URL): Bucket[] {
    return this.#limits
      .filter(({ matches }) => !matches || matches.some(prefix => this.#matches(prefix, url)))
      .map(limit => {
        const key = limit.perHost ? `${limit.name} ${url.host}` : limit.name
        let bucket = this.#buckets.get(key)
        if (!bucket) {
          const spacing = ((limit.windowSeconds * 1000) / limit.amount) * MARGIN
          bucket = { limit, spacing, next: 0, turn: Promise.resolve() }
          this.#buckets.set(key, bucket)
        }
        return bucket
      })
  }

  #matches(prefix: string, url: URL): boolean {
    return prefix.startsWith('/') ? url.pathname.startsWith(this.#basePath + prefix) : url.host.startsWith(prefix)
  }
}

/** A limit of 0 is how Okta reports too many requests at once: it says nothing about the window. */
export function readState({ headers: names }: RateLimit, headers: Record<string, string>): RateLimitState | null {
  if (!names || 'usage' in names) return null
  const number = (name: string) => Number(headers[name.toLowerCase()] ?? Number.NaN)
  const state = { limit: number(names.limit), remaining: number(names.remaining), resetAt: number(names.reset) * 1000 }
  return state.limit > 0 && state.remaining >= 0 && state.resetAt > 0 ? state : null
}
