import { setImmediate as turn } from 'node:timers/promises'
import { parseCidr, type Address, type AddressRange } from '../network/address.ts'

/** Most ranges of one list. */
export const MAX_ENTRIES = 500_000
/** Lines between two turns of other work. */
const LINES_A_TURN = 2_000
/** Of what has more lines than this that are no addresses (one in twenty, ten at least), nothing is taken. */
const UNREADABLE_SHARE = 20

/** Addresses and ranges, packed: 8 bytes a range of IPv4, 32 of IPv6. */
export class AddressList {
  /** Addresses and ranges that it was made of. */
  readonly entries: number
  private readonly first4: Uint32Array
  private readonly last4: Uint32Array
  private readonly first6: Wide
  private readonly last6: Wide

  constructor(ranges: readonly AddressRange[] = []) {
    const merged = merge(ranges)
    const [four, six] = [merged.filter(({ family }) => family === 4), merged.filter(({ family }) => family === 6)]
    this.entries = ranges.length
    this.first4 = Uint32Array.from(four, ({ first }) => Number(first))
    this.last4 = Uint32Array.from(four, ({ last }) => Number(last))
    this.first6 = wide(six.map(({ first }) => first))
    this.last6 = wide(six.map(({ last }) => last))
  }

  has({ family, value }: Address): boolean {
    if (family === 4) {
      const number = Number(value)
      const at = lastUpTo(this.first4.length, n => this.first4[n]! <= number)
      return at >= 0 && number <= this.last4[at]!
    }
    const at = lastUpTo(this.first6.high.length, n => valueOf(this.first6, n) <= value)
    return at >= 0 && value <= valueOf(this.last6, at)
  }
}

/**
 * Reads a list: an address or a range in CIDR form at the beginning of each line, or behind `ExitAddress` as Tor lists its exits; empty
 * lines, other lines of Tor's and what begins with `#`, `;` or `//` is left out. Rejects what is no such list, or is too long.
 */
export async function parseAddressList(text: string, signal?: AbortSignal): Promise<AddressList> {
  const ranges: AddressRange[] = []
  let unreadable = 0
  let lines = 0
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    const entry = entryOf(text.slice(start, Math.min(end, start + 200)))
    start = end + 1
    if (++lines % LINES_A_TURN === 0) {
      await turn()
      signal?.throwIfAborted()
    }
    if (entry === null) continue
    const range = parseCidr(entry)
    if (range) ranges.push(range)
    else unreadable++
    if (ranges.length > MAX_ENTRIES)
      throw new Error(`It has over ${MAX_ENTRIES} entries. Give a shorter list, or join its ranges.`)
  }
  if (unreadable > Math.max(10, ranges.length / UNREADABLE_SHARE) || (unreadable && !ranges.length))
    throw new Error(
      `${unreadable} of its lines are neither addresses nor ranges in CIDR form. Give a list with one of them a line.`,
    )
  return new AddressList(ranges)
}

/** The part of a line that should be an address; null when the line has none to tell. */
function entryOf(line: string): string | null {
  const words = line.trim().split(/[\s,]+/)
  const first = words[0]!
  if (first === 'ExitAddress') return words[1] ?? ''
  if (first === '' || /^([#;]|\/\/)/.test(first)) return null
  return /^(ExitNode|Published|LastStatus|@type|Downloaded)$/.test(first) ? null : first
}

function merge(ranges: readonly AddressRange[]): AddressRange[] {
  const sorted = ranges.toSorted((a, b) => a.family - b.family || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))
  const merged: AddressRange[] = []
  for (const range of sorted) {
    const before = merged.at(-1)
    if (before?.family !== range.family || range.first > before.last + 1n) merged.push({ ...range })
    else if (range.last > before.last) before.last = range.last
  }
  return merged
}

/** 128-bit numbers in two halves. */
interface Wide {
  high: BigUint64Array
  low: BigUint64Array
}

function wide(values: readonly bigint[]): Wide {
  return {
    high: BigUint64Array.from(values, value => value >> 64n),
    low: BigUint64Array.from(values, value => value & 0xffff_ffff_ffff_ffffn),
  }
}

function valueOf({ high, low }: Wide, at: number): bigint {
  return (high[at]! << 64n) | low[at]!
}

/** The last place that still passes, where all before it do and none behind it; -1 when none does. */
function lastUpTo(length: number, passes: (at: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (passes(middle)) low = middle + 1
    else high = middle
  }
  return low - 1
}
