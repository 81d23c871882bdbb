type Bytes = readonly number[]

/** A network of IPv4 or IPv6 addresses. */
export interface Network {
  bytes: Bytes
  bits: number
}

/** Reads `10.0.0.0/8` or `2001:db8::/32`; a lone address is a network of one. Null when it is none. */
export function networkOf(text: string): Network | null {
  const [address = '', length, ...more] = text.trim().split('/')
  const bytes = addressOf(address)
  if (!bytes || more.length || (length !== undefined && !/^\d{1,3}$/.test(length))) return null
  const bits = length === undefined ? bytes.length * 8 : Number(length)
  return bits <= bytes.length * 8 ? { bytes, bits } : null
}

/** Whether an address lies in a network; an IPv4 address written as IPv6 is the IPv4 one. */
export function isWithin({ bytes, bits }: Network, address: Bytes): boolean {
  if (address.length !== bytes.length) return false
  const whole = bits >> 3
  for (let at = 0; at < whole; at++) if (bytes[at] !== address[at]) return false
  const rest = 8 - (bits & 7)
  return rest === 8 || bytes[whole]! >> rest === address[whole]! >> rest
}

/** Reads an address; a port after an IPv4 one, and the zone of an IPv6 one, are left out. Null when it is none. */
export function addressOf(text: string): Bytes | null {
  if (text.length > 60) return null
  return text.includes(':') && !/^[\d.]+:\d+$/.test(text)
    ? sixOf(text.replace(/%.*$/, ''))
    : fourOf(text.replace(/:\d+$/, ''))
}

function fourOf(text: string): number[] | null {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every(part => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null
  return parts.map(Number)
}

function sixOf(text: string): Bytes | null {
  const halves = text.split('::')
  if (halves.length > 2) return null
  const [before, after] = halves.map(half => (half === '' ? [] : half.split(':').flatMap(groupBytes)))
  if (!before || before.includes(-1) || after?.includes(-1)) return null
  const missing = 16 - before.length - (after?.length ?? 0)
  if (after ? missing < 2 : missing !== 0) return null
  const bytes = [...before, ...Array<number>(after ? missing : 0).fill(0), ...(after ?? [])]
  const isMapped = bytes.slice(0, 10).every(byte => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff
  return isMapped ? bytes.slice(12) : bytes
}

/** Two bytes of a group, or four of an IPv4 address at the end; -1 for anything else. */
function groupBytes(group: string): number[] {
  if (group.includes('.')) return fourOf(group) ?? [-1]
  if (!/^[\da-f]{1,4}$/i.test(group)) return [-1]
  const value = Number.parseInt(group, 16)
  return [value >> 8, value & 0xff]
}
