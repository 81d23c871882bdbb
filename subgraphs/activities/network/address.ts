import { isIP } from 'node:net'

/** An IP address as a number of its family. */
export interface Address {
  family: 4 | 6
  value: bigint
}

/** A range of addresses of one family, both ends included. */
export interface AddressRange {
  family: 4 | 6
  first: bigint
  last: bigint
}

const MAPPED = 0xffff00000000n

/** Reads an address; an IPv4 address mapped into IPv6 is the IPv4 one. Null when it is none. */
export function parseAddress(text: string): Address | null {
  const bare = text.replace(/%.*$/, '')
  const family = isIP(bare)
  if (family === 4) return { family: 4, value: BigInt(ipv4(bare)) }
  if (family !== 6) return null
  const value = ipv6(bare)
  if (value >= MAPPED && value <= MAPPED + 0xffffffffn) return { family: 4, value: value - MAPPED }
  return { family: 6, value }
}

/** The one way an address is written: dotted IPv4, IPv6 as RFC 5952 has it. Null when the text is none. */
export function canonicalAddress(text: string): string | null {
  if (isIP(text) === 4) return text
  const address = parseAddress(text)
  return address && formatAddress(address)
}

export function formatAddress({ family, value }: Address): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map(shift => (value >> shift) & 255n).join('.')
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16))
  const zeros = /(^|:)0(:0)+(?=:|$)/g
  const text = groups.join(':')
  const longest = [...text.matchAll(zeros)].sort((a, b) => b[0].length - a[0].length)[0]
  if (!longest) return text
  const before = text.slice(0, longest.index)
  const after = text.slice(longest.index + longest[0].length + 1)
  return `${before}::${after}`
}

/** Reads a range in CIDR form, or one address. Null when it is neither, or has bits set behind the prefix. */
export function parseCidr(text: string): AddressRange | null {
  const [head, length, ...rest] = text.trim().split('/')
  const address = parseAddress(head ?? '')
  if (!address || rest.length) return null
  const bits = address.family === 4 ? 32 : 128
  if (length === undefined) return { family: address.family, first: address.value, last: address.value }
  if (!/^\d{1,3}$/.test(length) || Number(length) > bits) return null
  const size = 1n << BigInt(bits - Number(length))
  if (address.value % size) return null
  return { family: address.family, first: address.value, last: address.value + size - 1n }
}

export function contains(range: AddressRange, address: Address): boolean {
  return range.family === address.family && range.first <= address.value && address.value <= range.last
}

export function overlaps(one: AddressRange, other: AddressRange): boolean {
  return one.family === other.family && one.first <= other.last && other.first <= one.last
}

/** A dotted address as an unsigned 32-bit number. */
export function ipv4(text: string): number {
  let value = 0
  for (const part of text.split('.')) value = value * 256 + Number(part)
  return value
}

function ipv6(text: string): bigint {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text)
  const hex = dotted
    ? `${dotted[1]}${Math.floor(ipv4(dotted[2]!) / 65_536).toString(16)}:${(ipv4(dotted[2]!) % 65_536).toString(16)}`
    : text
  const [head = '', tail] = hex.split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const groups = [
    ...left,
    ...Array<string>(tail === undefined ? 0 : 8 - left.length - right.length).fill('0'),
    ...right,
  ]
  return groups.reduce((value, group) => (value << 16n) | BigInt(Number.parseInt(group, 16)), 0n)
}
