import { createPrivateKey, randomUUID, type KeyObject } from 'node:crypto'
import { SignJWT, type JWTPayload } from 'jose'
import { HostError } from '../host-error.ts'

export interface AssertionAsk {
  /** PEM (PKCS #8 or PKCS #1) or JWK. */
  privateKey: string
  keyId?: string | undefined
  claims: JWTPayload
  /** Epoch milliseconds. */
  now: number
  /** Seconds from now until it ends. */
  seconds: number
}

/** Clocks of vendors may be behind by so many seconds. */
const BACKDATED = 30

/** A JWT (RFC 7519) that is signed by RS256. Rejects with BAD_CONFIG when the key is none. */
export async function signAssertion({ privateKey, keyId, claims, now, seconds }: AssertionAsk): Promise<string> {
  const key = readPrivateKey(privateKey)
  const at = Math.floor(now / 1000)
  const jwt = new SignJWT({ ...claims, jti: randomUUID() })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(keyId && { kid: keyId }) })
    .setIssuedAt(at - BACKDATED)
    .setExpirationTime(at + Math.floor(seconds))
  try {
    return await jwt.sign(key)
  } catch {
    // What the library says may tell of the key.
    throw new HostError('BAD_CONFIG', 'The private key is not an RSA key of 2,048 bits or more. Make such a one.')
  }
}

function readPrivateKey(text: string): KeyObject {
  try {
    const trimmed = text.trim()
    if (trimmed.startsWith('{')) return createPrivateKey({ key: JSON.parse(trimmed) as object, format: 'jwk' })
    // A key that was copied out of JSON has its line breaks written as \n.
    return createPrivateKey(trimmed.replaceAll('\\n', '\n'))
  } catch {
    throw new HostError(
      'BAD_CONFIG',
      'The private key cannot be read. Give it whole, in PEM from "-----BEGIN" to the end, or as a JWK.',
    )
  }
}
