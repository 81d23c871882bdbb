/** Texts are told apart by so many of their first characters, and by their length: a hash costs the same however long a text is. */
const LOOKED_AT = 1_024

/** Looked up once: where a module has globals of its own, as in tests, each look-up costs more than the multiplication. */
const { imul } = Math

let high = 0
let low = 0

/** Two independent 32-bit hashes of a text (after cyrb53), into `high` and `low`. */
function mix(text: string): void {
  let a = 0xdeadbeef ^ text.length
  let b = 0x41c6ce57 ^ text.length
  for (let at = 0; at < text.length && at < LOOKED_AT; at++) {
    const code = text.charCodeAt(at)
    a = imul(a ^ code, 2654435761)
    b = imul(b ^ code, 1597334677)
  }
  a = imul(a ^ (a >>> 16), 2246822507) ^ imul(b ^ (b >>> 13), 3266489909)
  b = imul(b ^ (b >>> 16), 2246822507) ^ imul(a ^ (a >>> 13), 3266489909)
  high = b >>> 0
  low = a >>> 0
}

/** A text as a number other than 0, which means none. */
export function hash32(text: string): number {
  mix(text)
  return low || 1
}

/** A text as a number of 16 bits other than 0. */
export function hash16(text: string): number {
  mix(text)
  return (low ^ high) & 0xffff || 1
}

/** A key of eight characters for a text of any length: a table of 100,000 people spends 24 bytes on each, not 60. */
export function shortKey(text: string): string {
  mix(text)
  return String.fromCharCode(
    high & 0xff,
    (high >>> 8) & 0xff,
    (high >>> 16) & 0xff,
    high >>> 24,
    low & 0xff,
    (low >>> 8) & 0xff,
    (low >>> 16) & 0xff,
    low >>> 24,
  )
}
