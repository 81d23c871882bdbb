import { signCaller, type Caller } from '@casbah/kit'
import { BoundedCache } from './executor/bounded-cache.ts'

/** Looks a token up: who it speaks for, or null when it is unknown, revoked or expired. */
export type Authenticate = (bearer: string) => Promise<Caller | null>

const KEPT_MS = 1_000
/** Signatures last a minute; one is used for a third of it, so that a slow fetch still arrives in time. */
const SIGNED_MS = 20_000

/** Who calls, and how that is said to the subgraphs. */
export class Authentication {
  private readonly known = new BoundedCache<string, { at: number; caller: Promise<Caller | null> }>(10_000, {
    most: 4_000_000,
    of: bearer => bearer.length,
  })
  private readonly signed = new WeakMap<Caller, { at: number; text: Promise<string> }>()
  private readonly authenticate: Authenticate
  private readonly key: Uint8Array

  constructor(authenticate: Authenticate, key: Uint8Array) {
    this.authenticate = authenticate
    this.key = key
  }

  /** The caller of a token; a look-up is trusted for a second, so a revoked token stops within one. Rejects when the look-up fails. */
  async callerOf(bearer: string, now = Date.now()): Promise<Caller | null> {
    const entry = this.known.get(bearer)
    if (!entry || now - entry.at >= KEPT_MS) return this.lookUp(bearer, now)
    return inForce(await entry.caller, now)
  }

  /** The same by a look-up of this moment. */
  async lookUp(bearer: string, now = Date.now()): Promise<Caller | null> {
    const caller = this.authenticate(bearer)
    this.known.set(bearer, { at: now, caller })
    caller.catch(() => this.known.delete(bearer))
    return inForce(await caller, now)
  }

  sign(caller: Caller, now = Date.now()): Promise<string> {
    const known = this.signed.get(caller)
    if (known && now - known.at < SIGNED_MS) return known.text
    const text = signCaller(caller, this.key)
    this.signed.set(caller, { at: now, text })
    return text
  }
}

function inForce(caller: Caller | null, now: number): Caller | null {
  return caller && (caller.expiresAt === null || caller.expiresAt > now) ? caller : null
}

/** The token of `Authorization: Bearer …`; a bare token is taken, too. Null when there is none. */
export function bearerOf(header: unknown): string | null {
  if (typeof header !== 'string') return null
  const token = header.replace(/^Bearer(\s+|$)/i, '').trim()
  return token || null
}

/** What is said to whoever comes without a good token. */
export const NO_TOKEN = 'This needs a token. Send it as "Authorization: Bearer <token>".'
export const BAD_TOKEN = 'The token is unknown, revoked or expired. Ask an administrator of your tenant for a new one.'
