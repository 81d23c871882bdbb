import { createHash } from 'node:crypto'
import type { VendorRequest } from '../replay/vendor.ts'
import { bearerOf } from './request-parts.ts'

/** How long a token lasts, milliseconds: from when it was given, and from when it was last used. */
export interface TokenLife {
  hard?: number
  idle?: number
}

interface Issued<Grant> {
  grant: Grant
  issuedAt: number
  usedAt: number
}

/** Access tokens that an emulated token endpoint gave, each with what it allows. The same requests at the same times get the same tokens. */
export class IssuedTokens<Grant = true> {
  readonly #life: TokenLife
  readonly #now: () => number
  readonly #issued = new Map<string, Issued<Grant>>()
  #count = 0

  constructor(life: TokenLife, now: () => number) {
    this.#life = life
    this.#now = now
  }

  /** A new token, `prefix` before its 43 signs. */
  issue(grant: Grant, prefix = ''): string {
    const now = this.#now()
    this.#count += 1
    const token = prefix + createHash('sha256').update(`${prefix} ${now} ${this.#count}`).digest('base64url')
    this.#issued.set(token, { grant, issuedAt: now, usedAt: now })
    return token
  }

  /** What a token allows; null for one that was never given, or has ended. Asking is using. */
  grantOf(token: string | null): Grant | null {
    const found = token === null ? undefined : this.#issued.get(token)
    const { hard = Infinity, idle = Infinity } = this.#life
    const now = this.#now()
    if (!found || now > found.issuedAt + hard || now > found.usedAt + idle) return null
    found.usedAt = now
    return found.grant
  }

  /** The same of the bearer token that a request carries. */
  admits({ headers }: VendorRequest): Grant | null {
    return this.grantOf(bearerOf(headers))
  }

  /** Whether it was ever given. */
  knows(token: string | null): boolean {
    return token !== null && this.#issued.has(token)
  }

  /** Ends all, as an administrator can. */
  endAll(): void {
    this.#issued.clear()
  }
}
