import { hkdfSync } from 'node:crypto'

/** What the one master key is used for; each purpose has a key of its own. */
export type KeyPurpose = 'context' | 'cursor' | 'credentials' | 'webhooks' | 'postgres'

/** A 32-byte key for one purpose, derived from the master key (HKDF-SHA256). */
export function deriveKey(master: Uint8Array, purpose: KeyPurpose, info = ''): Buffer {
  return Buffer.from(hkdfSync('sha256', master, 'casbah', `${purpose}:${info}`, 32))
}

/** The master key from text: 64 hex digits. */
export function parseMasterKey(text: string): Buffer {
  const hex = text.trim()
  if (!/^[0-9a-f]{64}$/i.test(hex))
    throw new Error('CASBAH_KEY must be 64 hex digits (32 bytes). Make one with: openssl rand -hex 32')
  return Buffer.from(hex, 'hex')
}
