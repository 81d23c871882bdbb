/** Bytes of an activity's id in a table. */
export const ID_BYTES = 24

const NONE = 0
const KEYED = 1
const TEXT = 2
const UUID_LENGTH = 36
const TIME_BYTES = 6
/** Where a uuid has its dashes. */
const DASHES = [8, 13, 18, 23]

/**
 * Writes an activity's id into a row of bytes: one made of time and uuid as their numbers, a short other one as its text. One that does
 * not fit is not kept.
 */
export function packId(id: string, bytes: Uint8Array, row: number): void {
  const at = row * ID_BYTES
  bytes.fill(0, at, at + ID_BYTES)
  if (id.length > UUID_LENGTH) {
    if (id.length <= UUID_LENGTH + 10 && packTime(id, bytes, at + 1) && packUuid(id, bytes, at + 1 + TIME_BYTES))
      bytes[at] = KEYED
    else bytes.fill(0, at, at + ID_BYTES)
    return
  }
  const text = id.length ? Buffer.from(id) : null
  if (!text || text.length > ID_BYTES - 2) return
  bytes[at] = TEXT
  bytes[at + 1] = text.length
  bytes.set(text, at + 2)
}

/** The id that a row holds; null when it holds none. */
export function unpackId(bytes: Uint8Array, row: number): string | null {
  const at = row * ID_BYTES
  if (bytes[at] === NONE) return null
  if (bytes[at] === TEXT) return Buffer.from(bytes.subarray(at + 2, at + 2 + bytes[at + 1]!)).toString()
  let time = 0
  for (let n = TIME_BYTES; n > 0; n--) time = time * 256 + bytes[at + n]!
  const hex = Buffer.from(bytes.subarray(at + 1 + TIME_BYTES, at + 1 + TIME_BYTES + 16)).toString('hex')
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  return `${time.toString(36)}-${uuid}`
}

/** The time before the uuid, in base 36 without needless zeros; whether it is one. */
function packTime(id: string, bytes: Uint8Array, at: number): boolean {
  const end = id.length - UUID_LENGTH - 1
  if (end < 1 || id.charCodeAt(end) !== 45 || (id.charCodeAt(0) === 48 && end > 1)) return false
  let time = 0
  for (let n = 0; n < end; n++) {
    const digit = digitOf(id.charCodeAt(n))
    if (digit < 0) return false
    time = time * 36 + digit
  }
  if (time >= 2 ** (8 * TIME_BYTES)) return false
  for (let n = 0; n < TIME_BYTES; n++) {
    bytes[at + n] = time % 256
    time = Math.floor(time / 256)
  }
  return true
}

function packUuid(id: string, bytes: Uint8Array, at: number): boolean {
  const from = id.length - UUID_LENGTH
  let nibbles = 0
  for (let n = 0; n < UUID_LENGTH; n++) {
    const code = id.charCodeAt(from + n)
    if (DASHES.includes(n)) {
      if (code !== 45) return false
      continue
    }
    const digit = digitOf(code)
    if (digit < 0 || digit > 15) return false
    bytes[at + (nibbles >> 1)] = nibbles & 1 ? bytes[at + (nibbles >> 1)]! | digit : digit << 4
    nibbles++
  }
  return true
}

/** 0 to 35 of a digit or a small letter; -1 of anything else. */
function digitOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  return code >= 97 && code <= 122 ? code - 87 : -1
}
