import type { Caller } from '@casbah/kit'
import { BoundedCache } from '../executor/bounded-cache.ts'

/** Points that one token may spend. */
export interface CostLimits {
  /** In one window of a minute. */
  windowCost: number
  /** On one operation. */
  operationCost: number
}

export const DEFAULT_COST_LIMITS: CostLimits = { windowCost: 200_000, operationCost: 20_000 }

const WINDOW_MS = 60_000
/** Tokens whose spending is remembered; the one that was quiet longest is forgotten first. */
const TOKENS = 50_000

interface Window {
  used: number
  /** Epoch ms. */
  resetAt: number
}

/** What a token has left. */
export interface Left {
  /** Points of a whole window. */
  limit: number
  remaining: number
  /** When the window ends, epoch ms. */
  resetAt: number
}

/** Points taken for one operation; what it really cost is settled when that is known. */
export interface Charge {
  /** Gives back what was not needed, or takes what was needed more. */
  settle(actual: number): void
  left(): Left
}

/** What each token has spent in its window, which begins with its first operation. Kept by this gateway alone. */
export class Budgets {
  private readonly windows = new BoundedCache<string, Window>(TOKENS)
  private readonly limit: number
  private readonly now: () => number

  constructor(limit: number, now: () => number = Date.now) {
    this.limit = limit
    this.now = now
  }

  /** Null when the window has not that many points left. */
  take(caller: Caller, points: number): Charge | null {
    const window = this.windowOf(caller)
    if (window.used + points > this.limit) return null
    window.used += points
    let taken = points
    return {
      // A window that is over keeps nothing, so a late settlement touches nobody.
      settle: actual => {
        window.used += actual - taken
        taken = actual
      },
      left: () => this.leftOf(window),
    }
  }

  left(caller: Caller): Left {
    return this.leftOf(this.windowOf(caller))
  }

  private leftOf({ used, resetAt }: Window): Left {
    return { limit: this.limit, remaining: Math.max(0, this.limit - used), resetAt }
  }

  private windowOf(caller: Caller): Window {
    const key = JSON.stringify([caller.tenant, caller.actor.kind, caller.actor.id ?? caller.actor.name])
    let window = this.windows.get(key)
    if (!window || this.now() >= window.resetAt) {
      window = { used: 0, resetAt: this.now() + WINDOW_MS }
      this.windows.set(key, window)
    }
    return window
  }
}
