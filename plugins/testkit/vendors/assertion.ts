import { createPublicKey } from 'node:crypto'
import { jwtVerify, type JWTPayload } from 'jose'

/** What a signed assertion must be, beside its signature (RS256). */
export interface AssertionRules {
  /** PEM. */
  publicKey: string
  issuer: string
  audience?: string
  /** Longest time until its end, seconds. */
  longest: number
  /** Epoch milliseconds. */
  now: number
}

/** The claims of an assertion that holds; null for any other. */
export async function provenClaims(jwt: string, rules: AssertionRules): Promise<JWTPayload | null> {
  const { publicKey, issuer, audience, longest, now } = rules
  try {
    const { payload } = await jwtVerify(jwt, createPublicKey(publicKey), {
      algorithms: ['RS256'],
      issuer,
      ...(audience && { audience }),
      requiredClaims: ['exp', 'iat'],
      currentDate: new Date(now),
    })
    return (payload.exp ?? Infinity) - now / 1000 <= longest + 1 ? payload : null
  } catch {
    return null
  }
}
