/** Bytes that the id of an activity is packed into: one that says how, then a uuid's sixteen, or up to 19 characters of ASCII. */
export const ID_BYTES = 20
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const UUID_TAG = 255

/** Packs an id; one that does not fit is left out, and its activity is counted but not cited. */
export function packId(bytes: Uint8Array, at: number, id: string): void {
  bytes.fill(0, at, at + ID_BYTES)
  if (UUID.test(id)) {
    bytes[at] = UUID_TAG
    const hex = id.replaceAll('-', '')
    for (let n = 0; n < 16; n++) bytes[at + 1 + n] = Number.parseInt(hex.slice(n * 2, n * 2 + 2), 16)
    return
  }
  if (id.length >= ID_BYTES) return
  for (let n = 0; n < id.length; n++) {
    const code = id.charCodeAt(n)
    if (code > 126) return bytes.fill(0, at, at + ID_BYTES) as unknown as void
    bytes[at + 1 + n] = code
  }
  bytes[at] = id.length
}

/** The id packed there; null when none is. */
export function unpackId(bytes: Uint8Array, at: number): string | null {
  const tag = bytes[at]!
  if (tag === 0) return null
  if (tag !== UUID_TAG) return String.fromCharCode(...bytes.subarray(at + 1, at + 1 + tag))
  const hex = Array.from(bytes.subarray(at + 1, at + 17), byte => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
