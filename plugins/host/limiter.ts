import type { Config, RateLimit } from '@casbah/sdk'
import type { Clock } from './clock.ts'
import type { CardData } from './description.ts'
import { fill } from './target.ts'

/** Requests are spaced this much wider than the limit, so that jitter on the way makes no two of them too close. */
const MARGIN = 1.03

/** A quota that rolls frees itself bit by bit: when it is used up, so small a share of the window later there is room again. */
const ROLLING_SHARE = 0.01

/** What the vendor says is left. */
export interface RateLimitState {
  limit: number
  /** Before what is reserved for others. */
  remaining: number
  /** Epoch milliseconds. Where the vendor names no end: when its window has passed once, or is worth another try. */
  resetAt: number
}

interface Bucket {
  limit: RateLimit
  /** Milliseconds between two requests. */
  spacing: number
  /** Epoch ms before which nothing goes out. */
  next: number
  /** Milliseconds by which requests may be ahead of an even pace, and how far it has been used up: epoch ms at an even pace. */
  slack: number
  pace: number
  /** Milliseconds between two requests by what the vendor last said, and until when that is so, epoch ms. */
  told: { pause: number; until: number }
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

  /** Throws a HostError when the configuration lacks a field that a limit or the base address names. */
  constructor(card: Pick<CardData, 'limits' | 'baseUrl'>, config: Config, clock: Clock) {
    this.#limits = card.limits.map(({ matches, ...limit }) => ({
      ...limit,
      ...(matches && { matches: matches.flatMap(prefix => fill(prefix, config, encoded(prefix))) }),
    }))
    this.#basePath = (fill(card.baseUrl, config)[0] ?? '').replace(/^https?:\/\/[^/]*/, '').replace(/\/$/, '')
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
    const now = this.#clock.now()
    for (const bucket of this.#of(url)) {
      const state = readState(bucket.limit, headers, now)
      if (!state) continue
      this.state = state
      const left = state.resetAt - now
      if (left <= 0) continue
      const spare = spareOf(bucket.limit, state)
      const pause = spare > 0 ? left / spare : left + 500
      bucket.told = { pause, until: state.resetAt }
      bucket.next = Math.max(bucket.next, now + pause)
    }
  }

  async #pass(bucket: Bucket, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    for (let wait = bucket.next - this.#clock.now(); wait > 0; wait = bucket.next - this.#clock.now()) {
      await this.#clock.sleep(wait, signal)
    }
    const now = this.#clock.now()
    const { pause, until } = bucket.told
    bucket.pace = Math.max(bucket.pace, now) + bucket.spacing
    // Whoever waits behind a request that is long under way must not take its answer's not being there yet for leave to go.
    bucket.next = Math.max(bucket.pace - bucket.slack, now + Math.min(pause, until - now))
  }

  #of(url: URL): Bucket[] {
    return this.#limits
      .filter(({ matches }) => !matches || matches.some(prefix => this.#matches(prefix, url)))
      .map(limit => {
        const key = limit.perHost ? `${limit.name} ${url.host}` : limit.name
        let bucket = this.#buckets.get(key)
        if (!bucket) {
          const amount = limit.amount * (1 - (limit.reserve ?? 0))
          // What may go at once is taken from the rest, so that no window holds more than the amount.
          const burst = Math.min(limit.burst ?? 0, Math.floor(amount / 2))
          const spacing = ((limit.windowSeconds * 1000) / (amount - burst)) * MARGIN
          const slack = Math.max(0, burst - 1) * spacing
          bucket = { limit, spacing, next: 0, slack, pace: 0, told: { pause: 0, until: 0 }, turn: Promise.resolve() }
          this.#buckets.set(key, bucket)
        }
        return bucket
      })
  }

  #matches(prefix: string, url: URL): boolean {
    return prefix.startsWith('/') ? url.pathname.startsWith(this.#basePath + prefix) : url.host.startsWith(prefix)
  }
}

/** In a path values stand as the requests have them. */
const encoded = (prefix: string) => (prefix.startsWith('/') ? encodeURIComponent : undefined)

/** A limit of 0 is how Okta reports too many requests at once: it says nothing about the window. */
export function readState(bucket: RateLimit, headers: Record<string, string>, now: number): RateLimitState | null {
  const { headers: names } = bucket
  if (!names) return null
  if ('usage' in names) return usageState(bucket, headers[names.usage.toLowerCase()], now)
  const number = (name: string) => Number(headers[name.toLowerCase()] ?? Number.NaN)
  const reset = number(names.reset) * 1000
  const state = {
    limit: number(names.limit),
    remaining: number(names.remaining),
    resetAt: names.resetIs === 'seconds' ? now + reset : reset,
  }
  return state.limit > 0 && state.remaining >= 0 && state.resetAt > 0 ? state : null
}

/** `used/allowed` says nothing of an end, since such windows roll: what is left has to last for a whole one. */
function usageState(bucket: RateLimit, text: string | undefined, now: number): RateLimitState | null {
  const [, used, allowed] = /(\d+)\s*\/\s*(\d+)/.exec(text ?? '') ?? []
  const limit = Number(allowed ?? 0)
  if (limit === 0) return null
  const remaining = Math.max(0, limit - Number(used))
  const share = spareOf(bucket, { limit, remaining }) > 0 ? 1 : ROLLING_SHARE
  return { limit, remaining, resetAt: now + bucket.windowSeconds * 1000 * share }
}

/** Requests that are left when others have got their part; 0 when it is less than one. */
function spareOf(
  { reserve = 0 }: RateLimit,
  { limit, remaining }: Pick<RateLimitState, 'limit' | 'remaining'>,
): number {
  const spare = remaining - limit * reserve
  return spare >= 1 ? spare : 0
}
