import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'

const BLOCK_ROWS = 128
const BLOCKS_CACHED = 16

/** A place in the order of time: rows of the same time are told apart by their order of storage. */
export interface Position {
  /** Epoch milliseconds. */
  time: number
  ordinal: number
}

/** A row as a page shows it. */
export interface LogRow extends Position {
  json: string
}

export interface LogPage {
  rows: LogRow[]
  /** Whether at least one more row follows. */
  more: boolean
}

/** What to read by time: `since` included, `until` excluded, both epoch milliseconds. */
export interface TimeSpan {
  since: number
  until: number
  limit: number
  /** Read on behind this row; in descending order, before it. */
  after?: Position
  descending?: boolean
  /** Leaves rows out by their tag and time. */
  accept?: (tag: number, time: number) => boolean
}

/**
 * An audit log in memory, read in the order of storage or of time. Old rows lie compressed in blocks, so that a month of a
 * company's life costs some megabytes; pages are found by binary search.
 */
export class RowLog {
  #blocks: Buffer[] = []
  #open: string[] = []
  #times: number[] = []
  #storedAt: number[] = []
  #tags: number[] = []
  #byTime: number[] = []
  #inOrder = true
  #cache = new Map<number, string[]>()

  get size(): number {
    return this.#times.length
  }

  /** Adds a row. `time` is the vendor's, epoch milliseconds; `tag` serves `accept`. */
  append(time: number, row: object, tag = 0): void {
    if (!Number.isFinite(time)) throw new Error(`A row without a readable time: ${JSON.stringify(row).slice(0, 200)}`)
    const ordinal = this.#times.length
    if (time < (this.#times[this.#byTime.at(-1) ?? -1] ?? -Infinity)) this.#inOrder = false
    // A log that is filled after the fact counts as stored when it happened; a late row as stored after its neighbours.
    this.#storedAt.push(Math.max(time, this.#storedAt.at(-1) ?? -Infinity))
    this.#times.push(time)
    this.#tags.push(tag)
    this.#byTime.push(ordinal)
    this.#open.push(JSON.stringify(row))
    if (this.#open.length === BLOCK_ROWS) {
      this.#blocks.push(zstdCompressSync(this.#open.join('\n')))
      this.#open = []
    }
  }

  /** Rows in the order of storage, from the ordinal `from` on. */
  byStorage(from: number, limit: number): LogPage {
    const end = Math.min(this.size, from + limit)
    const rows: LogRow[] = []
    for (let ordinal = from; ordinal < end; ordinal += 1) rows.push(this.#row(ordinal))
    return { rows, more: end < this.size }
  }

  /** Ordinal of the first row stored at or after a time. */
  firstStoredAt(time: number): number {
    return bisect(this.size, index => (this.#storedAt[index] ?? 0) >= time)
  }

  /** Rows in the order of time. */
  byTime({ since, until, limit, after, descending = false, accept }: TimeSpan): LogPage {
    const order = this.#ordered()
    const first = this.#indexOf(since, -1)
    const end = this.#indexOf(until, -1)
    const behind = after && this.#indexOf(after.time, after.ordinal)
    const rows: LogRow[] = []
    const step = descending ? -1 : 1
    let index = descending ? Math.min(end, behind ?? end) - 1 : Math.max(first, (behind ?? first - 1) + 1)
    for (; descending ? index >= first : index < end; index += step) {
      const ordinal = order[index] ?? 0
      if (accept && !accept(this.#tags[ordinal] ?? 0, this.#times[ordinal] ?? 0)) continue
      if (rows.length === limit) return { rows, more: true }
      rows.push(this.#row(ordinal))
    }
    return { rows, more: false }
  }

  #ordered(): number[] {
    if (!this.#inOrder) {
      const times = this.#times
      this.#byTime.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b)
      this.#inOrder = true
    }
    return this.#byTime
  }

  /** Index, in the order of time, of the first row at or behind a position. */
  #indexOf(time: number, ordinal: number): number {
    const order = this.#ordered()
    return bisect(order.length, index => {
      const at = order[index] ?? 0
      const its = this.#times[at] ?? 0
      return its > time || (its === time && at >= ordinal)
    })
  }

  #row(ordinal: number): LogRow {
    const block = Math.floor(ordinal / BLOCK_ROWS)
    const lines = block < this.#blocks.length ? this.#block(block) : this.#open
    return { time: this.#times[ordinal] ?? 0, ordinal, json: lines[ordinal % BLOCK_ROWS] ?? '' }
  }

  #block(index: number): string[] {
    const cached = this.#cache.get(index)
    if (cached) return cached
    const lines = zstdDecompressSync(this.#blocks[index] ?? Buffer.alloc(0))
      .toString('utf8')
      .split('\n')
    this.#cache.set(index, lines)
    if (this.#cache.size > BLOCKS_CACHED) this.#cache.delete(this.#cache.keys().next().value ?? -1)
    return lines
  }
}

/** The first index for which the condition holds, when it holds for all behind it. */
function bisect(length: number, holds: (index: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
