import { createPrivateKey, randomUUID, X509Certificate, type KeyObject } from 'node:crypto'
import { SignJWT, type JWTPayload } from 'jose'
import { HostError } from '../host-error.ts'

export interface AssertionAsk {
  /** PEM (PKCS #8 or PKCS #1) or JWK. */
  privateKey: string
  keyId?: string | undefined
  /** PEM, where the vendor tells the key by its certificate. */
  certificate?: string | undefined
  claims: JWTPayload
  /** Epoch milliseconds. */
  now: number
  /** Seconds from now until it ends. */
  seconds: number
}

/** Clocks of vendors may be behind by so many seconds. */
const BACKDATED = 30

/** A JWT (RFC 7519) that is signed by RS256. Rejects with BAD_CONFIG when key or certificate are none. */
export async function signAssertion({
  privateKey,
  keyId,
  certificate,
  claims,
  now,
  seconds,
}: AssertionAsk): Promise<string> {
  const key = readPrivateKey(privateKey)
  const thumbprint = certificate && { 'x5t#S256': thumbprintOf(certificate) }
  const at = Math.floor(now / 1000)
  const jwt = new SignJWT({ ...claims, jti: randomUUID() })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(keyId && { kid: keyId }), ...thumbprint })
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

function thumbprintOf(text: string): string {
  try {
    const { fingerprint256 } = new X509Certificate(text.trim().replaceAll('\\n', '\n'))
    return Buffer.from(fingerprint256.replaceAll(':', ''), 'hex').toString('base64url')
  } catch {
    throw new HostError(
      'BAD_CONFIG',
      'The certificate cannot be read. Give it whole, in PEM from "-----BEGIN CERTIFICATE-----" to the end.',
    )
  }
}
