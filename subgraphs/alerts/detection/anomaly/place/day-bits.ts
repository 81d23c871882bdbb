/** Days that are told apart, the newest among them; 60 of them are used. */
export const DAY_BITS = 64
/** Words of 32 bits that they take. */
export const DAY_WORDS = DAY_BITS / 32

/**
 * On which of the last 64 days something was seen, as bits: the lowest is the newest day, which is kept beside them. Days are counted,
 * not arrivals, so that it makes no difference in which order they come.
 */
export function shiftDays(words: Uint32Array, at: number, by: number): void {
  const [low, high] = [words[at]!, words[at + 1]!]
  if (by >= DAY_BITS) words[at] = words[at + 1] = 0
  else if (by >= 32) {
    words[at + 1] = by === 32 ? low : low << (by - 32)
    words[at] = 0
  } else if (by > 0) {
    words[at + 1] = (high << by) | (low >>> (32 - by))
    words[at] = low << by
  }
  words[at] = words[at]! | 1
}

/** Marks a day so many days before the newest; whether it was not marked yet. */
export function markDay(words: Uint32Array, at: number, before: number): boolean {
  if (before >= DAY_BITS) return false
  const word = at + (before >> 5)
  const bit = 1 << (before & 31)
  if (words[word]! & bit) return false
  words[word] = words[word]! | bit
  return true
}

export function countDays(words: Uint32Array, at: number): number {
  return bitsIn(words[at]!) + bitsIn(words[at + 1]!)
}

function bitsIn(word: number): number {
  let left = word - ((word >>> 1) & 0x55555555)
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333)
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}
