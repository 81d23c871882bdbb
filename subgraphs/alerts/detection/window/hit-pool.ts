/**
 * Sizes of blocks in hits, each about half as large again as the one before, so that little is left unused. The largest has room to spare over
 * what one key may have.
 */
export const SIZES: readonly number[] = sizes()

function sizes(): number[] {
  const found = [1, 2, 3, 4]
  while (found.at(-1)! < 24_576) found.push(found.at(-2)! * 2)
  return found
}

/** A pool as it is saved; survives `v8.serialize`. */
export interface SavedPool {
  words: Uint32Array
  used: number
  /** Offsets of free blocks, by size. */
  free: number[][]
  /** Words in free blocks. */
  wasted: number
}

export function emptyPool(): SavedPool {
  return { words: new Uint32Array(64), used: 0, free: SIZES.map(() => []), wasted: 0 }
}

/** Blocks of hits in one array: a key costs the words of its hits, no object. */
export class HitPool {
  readonly saved: SavedPool
  /** Words of one hit. */
  private readonly width: number

  constructor(width: number, saved: SavedPool) {
    this.width = width
    this.saved = saved
  }

  get words(): Uint32Array {
    return this.saved.words
  }

  /** Where a block of a size begins; its words are whatever they were. Arrays move: ask `words` again afterwards. */
  claim(size: number): number {
    const { saved } = this
    const length = SIZES[size]! * this.width
    const free = saved.free[size]!.pop()
    if (free !== undefined) {
      saved.wasted -= length
      return free
    }
    if (saved.used + length > saved.words.length) {
      const grown = new Uint32Array(Math.ceil(Math.max(saved.used + length, saved.words.length * 1.5)))
      grown.set(saved.words.subarray(0, saved.used))
      saved.words = grown
    }
    saved.used += length
    return saved.used - length
  }

  release(offset: number, size: number): void {
    this.saved.free[size]!.push(offset)
    this.saved.wasted += SIZES[size]! * this.width
  }

  /** Whether so much lies unused that the blocks should move together before the array grows for one more of a size. */
  isLoose(size: number): boolean {
    const { used, wasted, words, free } = this.saved
    return free[size]!.length === 0 && used + SIZES[size]! * this.width > words.length && wasted * 4 > used
  }

  /** Moves the blocks in use together; `offsets` and `sizes` are those of `slots`, and are put right. */
  compact(slots: Iterable<number>, offsets: Uint32Array, sizes: Uint8Array): void {
    const { saved } = this
    const words = new Uint32Array(saved.used - saved.wasted)
    let used = 0
    for (const slot of slots) {
      const length = SIZES[sizes[slot]!]! * this.width
      words.set(saved.words.subarray(offsets[slot]!, offsets[slot]! + length), used)
      offsets[slot] = used
      used += length
    }
    Object.assign(saved, { words, used, free: SIZES.map(() => []), wasted: 0 })
  }
}
