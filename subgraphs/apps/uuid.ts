import { createHash } from 'node:crypto'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether PostgreSQL would take it as uuid; ids that clients send are opaque text until then. */
export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text)
}

/** Ids that can exist; a filter by others finds nothing. */
export function uuidsOf(ids: readonly string[] | null | undefined): string[] | null {
  return ids ? ids.filter(isUuid) : null
}

/** An id made of what it identifies (SHA-256, as uuid version 8): the same however often it is made. */
export function uuidFrom(...parts: (string | number)[]): string {
  const hash = createHash('sha256').update(parts.join('\0')).digest('hex')
  const variant = ((parseInt(hash[16]!, 16) & 0x3) | 0x8).toString(16)
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}
