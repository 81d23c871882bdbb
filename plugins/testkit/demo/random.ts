/** Randomness that is the same for the same seed; never the clock, never Math.random. */
export interface Random {
  /** From 0 (included) to 1 (excluded). */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** A new array in random order. */
  shuffle<T>(items: readonly T[]): T[]
  /** `length` characters of `alphabet`. */
  text(length: number, alphabet?: string): string
  uuid(): string
}

// Looked up once: these run millions of times.
const { floor, imul } = Math

export const ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
export const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
export const HEX = '0123456789abcdef'
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** A stream of its own for every list of parts, such as (seed, person, date), so that no part of the demo shifts another. */
export function seeded(...parts: (string | number)[]): Random {
  const seed = parts.join('\u001f')
  let state = hash(seed)
  // All streams go round one circle, and where two of them meet they draw alike: ids must differ even so.
  const own = hash(`${seed}\u001fid`)
  const bits = () => {
    // splitmix32: small, fast, and good enough for a story.
    state = (state + 0x9e3779b9) | 0
    let z = state ^ (state >>> 16)
    z = imul(z, 0x21f0aaad)
    z ^= z >>> 15
    z = imul(z, 0x735a2d97)
    return (z ^ (z >>> 15)) >>> 0
  }
  const next = () => bits() / 0x1_0000_0000
  const int = (low: number, high: number) => low + floor(next() * (high - low + 1))
  const hex8 = (salt = 0) => {
    const b = (bits() ^ salt) >>> 0
    return BYTES[b >>> 24]! + BYTES[(b >>> 16) & 255]! + BYTES[(b >>> 8) & 255]! + BYTES[b & 255]!
  }
  return {
    next,
    int,
    chance: probability => next() < probability,
    pick: items => {
      if (items.length === 0) throw new Error('Nothing to pick from: the list is empty.')
      return items[int(0, items.length - 1)]!
    },
    shuffle: items => {
      const result = [...items]
      for (let i = result.length - 1; i > 0; i--) {
        const j = int(0, i)
        ;[result[i], result[j]] = [result[j]!, result[i]!]
      }
      return result
    },
    text: (length, alphabet = ALPHANUMERIC) => {
      let result = ''
      for (let i = 0; i < length; i++) result += alphabet[int(0, alphabet.length - 1)]
      return result
    },
    uuid: () => {
      const [b, c] = [hex8(), hex8()]
      return `${hex8(own)}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${hex8()}`
    },
  }
}

/** FNV-1a over UTF-16 units, finished so that near seeds lie far apart. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = imul(h ^ text.charCodeAt(i), 0x01000193)
  h = imul(h ^ (h >>> 16), 0x85ebca6b)
  return h ^ (h >>> 13)
}

/** Draws items in random order, every one once before any comes again. */
export function deck<T>(random: Random, items: readonly T[]): () => T {
  let rest: T[] = []
  let last: T | undefined
  return () => {
    if (rest.length === 0) {
      rest = random.shuffle(items)
      // The first of a new round must not be the last of the old one.
      if (rest.length > 1 && rest.at(-1) === last) rest.unshift(rest.pop()!)
    }
    last = rest.pop()!
    return last
  }
}
