const HEX = new Int8Array(128).fill(-1)
for (let digit = 0; digit < 16; digit++) HEX[digit.toString(16).charCodeAt(0)] = digit

const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Ids that are no uuids, by number; survives `v8.serialize`. */
export interface SavedIds {
  texts: (string | null)[]
  free: number[]
}

/** Writes ids of activities as four words: a uuid as what it is, any other text by its number. */
export class PackedIds {
  private readonly saved: SavedIds

  constructor(saved: SavedIds) {
    this.saved = saved
  }

  write(words: Uint32Array, at: number, id: string): void {
    if (packUuid(words, at, id)) return
    const { texts, free } = this.saved
    const number = free.pop() ?? texts.length
    texts[number] = id
    words[at] = number
    // No uuid has zeros where its variant is.
    words[at + 1] = words[at + 2] = words[at + 3] = 0
  }

  read(words: Uint32Array, at: number): string {
    if (!isUuid(words, at)) return this.saved.texts[words[at]!]!
    const [a, b, c, d] = [words[at]!, words[at + 1]!, words[at + 2]!, words[at + 3]!]
    return `${half(a >>> 16)}${half(a)}-${half(b >>> 16)}-${half(b)}-${half(c >>> 16)}-${half(c)}${half(d >>> 16)}${half(d)}`
  }

  /** To be called when an id is no longer remembered. */
  forget(words: Uint32Array, at: number): void {
    if (isUuid(words, at)) return
    this.saved.texts[words[at]!] = null
    this.saved.free.push(words[at]!)
  }
}

function half(word: number): string {
  return BYTES[(word >>> 8) & 255]! + BYTES[word & 255]!
}

function isUuid(words: Uint32Array, at: number): boolean {
  return words[at + 2]! >>> 30 === 2
}

/** False, and anything written, when the text is no uuid in lower case. */
function packUuid(words: Uint32Array, at: number, id: string): boolean {
  if (id.length !== 36) return false
  let digits = 0
  let word = 0
  for (let n = 0; n < 36; n++) {
    const code = id.charCodeAt(n)
    if (n === 8 || n === 13 || n === 18 || n === 23) {
      if (code !== 45) return false
      continue
    }
    const digit = code < 128 ? HEX[code]! : -1
    if (digit < 0) return false
    word = (word << 4) | digit
    if (++digits % 8 === 0) words[at + digits / 8 - 1] = word
  }
  return isUuid(words, at)
}
