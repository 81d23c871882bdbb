import { SignJWT, jwtVerify } from 'jose'
import { CasbahError } from '../errors.ts'

/** On whose behalf a request runs: what the gateway signs and every subgraph trusts, and nothing else. */
export interface Caller {
  /** Tenant whose rows are seen; null above tenants (platform scopes alone). */
  tenant: string | null
  /** Scopes of the token, such as `alerts:read`. */
  scopes: string[]
  actor: { kind: 'MEMBER' | 'TOKEN' | 'SYSTEM'; id: string | null; name: string; email: string | null }
  /** When the token stops working, epoch ms; null for one without an end. */
  expiresAt: number | null
  /** What the token may still spend at the gateway; there when the operation asks for it, and null or absent otherwise. */
  limits?: CallerLimits | null
}

/** Cost points of the present window. */
export interface CallerLimits {
  /** Points of a whole window. */
  limit: number
  /** Points left, those of the operation under way taken off. */
  remaining: number
  /** When the window ends, epoch ms. */
  resetAt: number
}

const LIFETIME_SECONDS = 60

/** Signs a caller for one hop from gateway to subgraph; good for a minute. */
export function signCaller(caller: Caller, key: Uint8Array): Promise<string> {
  return new SignJWT({ caller })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('casbah-gateway')
    .setExpirationTime(Math.floor(Date.now() / 1000) + LIFETIME_SECONDS)
    .sign(key)
}

/** The caller in a signed context; UNAUTHENTICATED when it is missing, forged or old. */
export async function verifyCaller(signed: string | undefined, key: Uint8Array): Promise<Caller> {
  if (!signed) throw refused()
  try {
    const { payload } = await jwtVerify(signed, key, { issuer: 'casbah-gateway', algorithms: ['HS256'] })
    return payload.caller as Caller
  } catch {
    throw refused()
  }
}

function refused() {
  return new CasbahError('UNAUTHENTICATED', 'Subgraphs answer the gateway alone. Send the request to the gateway.')
}
