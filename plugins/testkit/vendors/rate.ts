/** What a limiter says of one request. */
export interface RateVerdict {
  allowed: boolean
  limit: number
  remaining: number
  /** End of the window, epoch seconds. */
  reset: number
}

/** So many requests in a window that begins with its first request (Okta, GitHub). */
export class FixedWindow {
  #start = -Infinity
  #used = 0

  constructor(
    readonly limit: number,
    readonly windowMs: number,
    readonly now: () => number,
  ) {}

  take(): RateVerdict {
    const now = this.now()
    if (now >= this.#start + this.windowMs) {
      this.#start = now
      this.#used = 0
    }
    const allowed = this.#used < this.limit
    if (allowed) this.#used += 1
    return {
      allowed,
      limit: this.limit,
      remaining: this.limit - this.#used,
      reset: Math.ceil((this.#start + this.windowMs) / 1_000),
    }
  }

  /** What is left, without taking any. */
  state(): { remaining: number; secondsLeft: number } {
    const left = this.#start + this.windowMs - this.now()
    if (left <= 0) return { remaining: this.limit, secondsLeft: Math.ceil(this.windowMs / 1_000) }
    return { remaining: this.limit - this.#used, secondsLeft: Math.ceil(left / 1_000) }
  }
}

/** A bucket that fills steadily up to one second's worth (AWS). */
export class TokenBucket {
  #tokens: number
  #filledAt: number

  constructor(
    readonly perSecond: number,
    readonly now: () => number,
  ) {
    this.#tokens = perSecond
    this.#filledAt = now()
  }

  take(): boolean {
    const now = this.now()
    this.#tokens = Math.min(this.perSecond, this.#tokens + ((now - this.#filledAt) / 1_000) * this.perSecond)
    this.#filledAt = now
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}
