import type { Caller } from '@casbah/kit'
import type { Authentication } from '../authentication.ts'

/** Look-ups under way at once. */
const AT_ONCE = 16
/** The longest a timer of Node can wait is 24.8 days. */
const LONGEST_MS = 2 ** 31 - 1

interface Watched {
  watchers: Set<(caller: Caller | null) => void>
  expiry: NodeJS.Timeout | null
}

/** Looks tokens of open connections up again and again, each once however many connections it has. */
export class TokenWatch {
  private readonly tokens = new Map<string, Watched>()
  private timer: NodeJS.Timeout | null = null
  private readonly authentication: Authentication
  private readonly everyMs: number
  private readonly onFailure: (error: Error) => void

  /** `everyMs` lies between the end of one round and the begin of the next. */
  constructor(authentication: Authentication, everyMs: number, onFailure: (error: Error) => void) {
    this.authentication = authentication
    this.everyMs = everyMs
    this.onFailure = onFailure
  }

  /** Tells what becomes of a token: its caller anew, whenever looked up, and null once it is revoked or has expired. Returns how to end that. */
  watch(bearer: string, caller: Caller, told: (caller: Caller | null) => void): () => void {
    let watched = this.tokens.get(bearer)
    if (!watched) {
      watched = { watchers: new Set(), expiry: this.expiryOf(bearer, caller) }
      this.tokens.set(bearer, watched)
    }
    watched.watchers.add(told)
    this.timer ??= this.schedule()
    const entry = watched
    return () => {
      entry.watchers.delete(told)
      if (entry.watchers.size > 0 || this.tokens.get(bearer) !== entry) return
      if (entry.expiry) clearTimeout(entry.expiry)
      this.tokens.delete(bearer)
    }
  }

  close(): void {
    if (this.timer) clearTimeout(this.timer)
    for (const { expiry } of this.tokens.values()) if (expiry) clearTimeout(expiry)
    this.tokens.clear()
  }

  private schedule(): NodeJS.Timeout {
    return setTimeout(() => void this.round(), this.everyMs).unref()
  }

  private async round(): Promise<void> {
    const left = [...this.tokens.keys()].values()
    const work = async () => {
      for (const bearer of left) await this.lookUp(bearer)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    this.timer = this.tokens.size > 0 ? this.schedule() : null
  }

  private async lookUp(bearer: string): Promise<void> {
    try {
      this.tell(bearer, await this.authentication.lookUp(bearer))
    } catch (error) {
      // Nobody is put out because tokens cannot be looked up for a while.
      this.onFailure(error as Error)
    }
  }

  private tell(bearer: string, caller: Caller | null): void {
    for (const told of this.tokens.get(bearer)?.watchers ?? []) told(caller)
  }

  /** To the millisecond, whatever the rounds are; an end that is further away than a timer reaches is found by them. */
  private expiryOf(bearer: string, { expiresAt }: Caller): NodeJS.Timeout | null {
    const left = expiresAt === null ? Infinity : expiresAt - Date.now()
    return left > LONGEST_MS ? null : setTimeout(() => this.tell(bearer, null), Math.max(0, left)).unref()
  }
}
