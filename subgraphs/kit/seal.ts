import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const VERSION = 1

/**
 * Closes a value by AES-256-GCM. `bound`: what it belongs to; it opens for nothing else.
 * A sealed value is: version (1 byte), nonce (12), tag (16), ciphertext.
 */
export function seal(key: Uint8Array, bound: string, value: object): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(bound))
  const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body])
}

/** What `seal` closed under the same key for the same `bound`; throws for any other. */
export function open<T>(key: Uint8Array, bound: string, sealed: Buffer): T {
  if (sealed[0] !== VERSION) throw new Error(`what belongs to ${bound} is sealed in an unknown way`)
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13))
  decipher.setAAD(Buffer.from(bound))
  decipher.setAuthTag(sealed.subarray(13, 29))
  return JSON.parse(Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]).toString('utf8')) as T
}
