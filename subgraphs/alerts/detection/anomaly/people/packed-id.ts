/** Bytes that the id of an activity is packed into: one that says how, then a uuid's sixteen, or up to 19 characters of ASCII. */
export const ID_BYTES = 20
const UUID_TAG = 255
const UUID_LENGTH = 36
const DASHES = [8, 13, 18, 23]

/** Packs an id; one that does not fit is left out, and its activity is counted but not cited. */
export function packId(bytes: Uint8Array, at: number, id: string): void {
  bytes.fill(0, at, at + ID_BYTES)
  const fits = id.length === UUID_LENGTH ? packUuid(bytes, at + 1, id) : packText(bytes, at + 1, id)
  if (fits) bytes[at] = id.length === UUID_LENGTH ? UUID_TAG : id.length
}

/** Reads the digits one by one: it is done with every event of a session. */
function packUuid(bytes: Uint8Array, at: number, id: string): boolean {
  for (const dash of DASHES) if (id.charCodeAt(dash) !== 45) return false
  let to = at
  for (let n = 0; n < UUID_LENGTH; n += 2) {
    if (id.charCodeAt(n) === 45) n++
    const [high, low] = [digit(id.charCodeAt(n)), digit(id.charCodeAt(n + 1))]
    if (high < 0 || low < 0) return false
    bytes[to++] = high * 16 + low
  }
  return true
}

/** Value of a hexadecimal digit in lower case; -1 when it is none. */
function digit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  return code >= 97 && code <= 102 ? code - 87 : -1
}

function packText(bytes: Uint8Array, at: number, id: string): boolean {
  if (id.length >= ID_BYTES) return false
  for (let n = 0; n < id.length; n++) {
    const code = id.charCodeAt(n)
    if (code > 126) return false
    bytes[at + n] = code
  }
  return true
}

/** The id packed there; null when none is. */
export function unpackId(bytes: Uint8Array, at: number): string | null {
  const tag = bytes[at]!
  if (tag === 0) return null
  if (tag !== UUID_TAG) return String.fromCharCode(...bytes.subarray(at + 1, at + 1 + tag))
  const hex = Array.from(bytes.subarray(at + 1, at + 17), byte => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
