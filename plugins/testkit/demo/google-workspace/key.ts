import { checkPrimeSync, createPrivateKey } from 'node:crypto'
import { HEX } from '../random.ts'
import type { Random } from '../random.ts'

const EXPONENT = 65_537n
/** Of each prime: a key of 2,048 bits. */
const BITS = 1_024

/**
 * An RSA key (PEM) that is the same for the same randomness: the app that was connected at one start of the demo goes on
 * working at the next. For a service account that exists nowhere else.
 */
export function privateKeyOf(random: Random): string {
  const [p, q] = [primeOf(random), primeOf(random)]
  const d = inverse(EXPONENT, (p - 1n) * (q - 1n))
  const numbers = { n: p * q, e: EXPONENT, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) }
  const fields = Object.entries(numbers).map(([name, value]) => [name, base64url(value)])
  const key = createPrivateKey({ key: { kty: 'RSA', ...Object.fromEntries(fields) }, format: 'jwk' })
  return key.export({ type: 'pkcs8', format: 'pem' }) as string
}

/** The first fitting prime from a random number on; its two highest bits are set, so that products have full length. */
function primeOf(random: Random): bigint {
  const start = BigInt(`0x${random.text(BITS / 4, HEX)}`) | (3n << BigInt(BITS - 2)) | 1n
  for (let candidate = start; ; candidate += 2n)
    if (candidate % EXPONENT !== 1n && checkPrimeSync(candidate)) return candidate
}

/** By the extended algorithm of Euclid. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [r, next, x, y] = [modulus, value % modulus, 0n, 1n]
  while (next > 0n) {
    const quotient = r / next
    ;[r, next, x, y] = [next, r - quotient * next, y, x - quotient * y]
  }
  return ((x % modulus) + modulus) % modulus
}

function base64url(value: bigint): string {
  const hex = value.toString(16)
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url')
}
