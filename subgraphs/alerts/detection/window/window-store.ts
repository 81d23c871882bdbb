import type { ActivityRef } from '../citation.ts'
import type { Memory } from '../memory.ts'
import { emptyPool, HitPool, SIZES, type SavedPool } from './hit-pool.ts'
import { PackedIds, type SavedIds } from './packed-ids.ts'
import { SlidingWindow } from './sliding-window.ts'
import type { Tally } from './tally.ts'

/** Keys of one policy in one tenant; beyond, the longest untouched go. */
export const STORE_KEYS = 100_000
/** Hits of one policy in one tenant, of all keys together; beyond, the longest untouched keys go. */
export const STORE_HITS = 1_000_000
/** Hits of one key; beyond, its oldest go. */
export const KEY_HITS = 16_384
/** Keys with fewer hits are counted anew each time, which is as quick. */
const FEW = 32
/** Sliding windows kept, and the hits in them. */
const KEPT_WINDOWS = 1_000
const KEPT_HITS = 200_000

/** What each hit is remembered with besides its time and id. */
export interface Shape {
  /** Which rule it is of. */
  rule: boolean
  /** Its number, or a digest of its value. */
  value: boolean
}

/** An event that counts in a window. */
export interface Hit extends ActivityRef {
  rule?: number
  number?: number
  /** 64 bits of its value; left out when it has none. */
  digest?: readonly [high: number, low: number] | null
}

/** How long windows are, and how long they wait for late events, ms. */
export interface Reach {
  spanMs: number
  latenessMs: number
}

/** A store as it is saved; survives `v8.serialize`. */
interface SavedWindows {
  keys: (string | null)[]
  freeSlots: number[]
  offset: Uint32Array
  /** Unused hits at the beginning of the block. */
  start: Uint32Array
  count: Uint32Array
  size: Uint8Array
  /** Neighbours in order of touch; -1 for none. */
  older: Int32Array
  newer: Int32Array
  /** The mark when it was touched last. */
  touched: Float64Array
  oldest: number
  newest: number
  /** The latest time of any event, epoch ms. */
  mark: number
  hits: number
  pool: SavedPool
  ids: SavedIds
}

const scratch = new Float64Array(1)
const scratchWords = new Uint32Array(scratch.buffer)
const opened = new WeakMap<Memory, Map<string, WindowStore>>()

/**
 * The hits of one policy by key, each key's by time, packed into few arrays. What it holds follows from the hits alone, whatever order they
 * came in, as long as none came later than it waits and no bound was reached.
 */
export class WindowStore {
  private readonly memory: Memory
  private readonly data: SavedWindows
  private readonly pool: HitPool
  private readonly ids: PackedIds
  private readonly width: number
  private readonly valueAt: number
  private readonly hasRule: boolean
  /** Hits of one key. */
  private readonly room: number
  private readonly slots = new Map<string, number>()
  /** Follow from the hits; not saved. */
  private readonly windows = new Map<number, SlidingWindow>()

  private constructor(memory: Memory, data: SavedWindows, shape: Shape, room: number) {
    this.memory = memory
    this.data = data
    this.hasRule = shape.rule
    this.valueAt = shape.rule ? 7 : 6
    this.width = this.valueAt + (shape.value ? 2 : 0)
    this.room = Math.min(room, KEY_HITS)
    this.pool = new HitPool(this.width, data.pool)
    this.ids = new PackedIds(data.ids)
    data.keys.forEach((key, slot) => key !== null && this.slots.set(key, slot))
  }

  /** The store of a name in a policy's memory; `shape` must always be the same. */
  static of(memory: Memory, name: string, shape: Shape, room = KEY_HITS): WindowStore {
    const stores = opened.get(memory) ?? new Map<string, WindowStore>()
    opened.set(memory, stores)
    const known = stores.get(name)
    if (known) return known
    let data = memory.get<SavedWindows>(name)
    if (!data) memory.set(name, (data = empty()))
    const store = new WindowStore(memory, data, shape, room)
    stores.set(name, store)
    return store
  }

  /** As `of`, but null when nothing was ever remembered; changes nothing. */
  static known(memory: Memory, name: string, shape: Shape): WindowStore | null {
    return memory.get(name) === undefined ? null : WindowStore.of(memory, name, shape)
  }

  get keys(): number {
    return this.slots.size
  }

  /** The key's place; -1 when nothing of it is remembered. */
  find(key: string): number {
    return this.slots.get(key) ?? -1
  }

  /**
   * Puts a hit where its time belongs, after those of the same time. Null when it came later than windows wait, which is counted, or when the
   * key is full of newer ones.
   */
  insert(key: string, hit: Hit, reach: Reach): { slot: number; index: number } | null {
    const { data } = this
    const time = Math.round(hit.time)
    const horizon = reach.spanMs + reach.latenessMs
    const known = this.slots.get(key)
    if (known !== undefined && time < this.newestOf(known) - horizon) {
      this.memory.late++
      return null
    }
    data.mark = Math.max(data.mark, time)
    this.sweep(horizon)
    const slot = this.slots.get(key) ?? this.open(key)
    this.touch(slot)
    if (data.count[slot]) this.drop(slot, this.lowerBound(slot, Math.max(time, this.newestOf(slot)) - horizon))
    if (data.count[slot]! >= this.room) {
      this.memory.evicted++
      if (time < this.time(slot, 0)) return null
      this.drop(slot, 1)
    }
    while (data.hits >= STORE_HITS && data.oldest !== slot) this.evict()
    const index = this.upperBound(slot, time)
    this.makeRoom(slot, index)
    this.write(this.address(slot, index), time, hit)
    data.count[slot]!++
    data.hits++
    this.windows.get(slot)?.inserted(index)
    return { slot, index }
  }

  count(slot: number): number {
    return this.data.count[slot]!
  }

  time(slot: number, index: number): number {
    return this.timeAt(this.address(slot, index))
  }

  rule(slot: number, index: number): number {
    return this.ruleAt(this.address(slot, index))
  }

  ref(slot: number, index: number): ActivityRef {
    const at = this.address(slot, index)
    return { id: this.ids.read(this.pool.words, at + 2), time: this.timeAt(at) }
  }

  /** Where the words of a hit begin, until the next `insert`. */
  address(slot: number, index: number): number {
    return this.data.offset[slot]! + (this.data.start[slot]! + index) * this.width
  }

  ruleAt(at: number): number {
    return this.hasRule ? this.pool.words[at + 6]! : 0
  }

  numberAt(at: number): number {
    scratchWords[0] = this.pool.words[at + this.valueAt]!
    scratchWords[1] = this.pool.words[at + this.valueAt + 1]!
    return scratch[0]!
  }

  /** 53 bits of the value's digest; 0 when the hit has none. */
  digestAt(at: number): number {
    const { words } = this.pool
    return words[at + this.valueAt]! * 2 ** 21 + (words[at + this.valueAt + 1]! >>> 11)
  }

  /** The first hit at or after a time. */
  lowerBound(slot: number, time: number): number {
    return this.bound(slot, other => other < time)
  }

  /** The first hit after a time. */
  upperBound(slot: number, time: number): number {
    return this.bound(slot, other => other <= time)
  }

  newestOf(slot: number): number {
    return this.time(slot, this.count(slot) - 1)
  }

  /** Where an event of a rule stands among the hits of a key; -1 when it does not. */
  indexOf(slot: number, { id, time }: ActivityRef, rule: number): number {
    const at = Math.round(time)
    for (let index = this.upperBound(slot, at) - 1; index >= 0 && this.time(slot, index) === at; index--)
      if (this.rule(slot, index) === rule && this.ref(slot, index).id === id) return index
    return -1
  }

  /** A window over a key's hits that can slide; kept for keys with many. */
  windowOf(slot: number, make: () => Tally): SlidingWindow {
    const known = this.windows.get(slot)
    if (known) return known
    const window = new SlidingWindow(this, slot, make())
    if (this.count(slot) <= FEW) return window
    let kept = this.count(slot)
    for (const each of this.windows.values()) kept += each.size
    for (const [other, each] of this.windows) {
      if (kept <= KEPT_HITS && this.windows.size < KEPT_WINDOWS) break
      kept -= each.size
      this.windows.delete(other)
    }
    this.windows.set(slot, window)
    return window
  }

  private bound(slot: number, isBefore: (time: number) => boolean): number {
    let [low, high] = [0, this.count(slot)]
    // Most are asked for the end.
    if (high && isBefore(this.time(slot, high - 1))) return high
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isBefore(this.time(slot, middle))) low = middle + 1
      else high = middle
    }
    return low
  }

  private timeAt(at: number): number {
    const { words } = this.pool
    return (words[at]! | 0) * 2 ** 32 + words[at + 1]!
  }

  private write(at: number, time: number, { id, rule = 0, number, digest }: Hit): void {
    const { words } = this.pool
    words[at] = Math.floor(time / 2 ** 32)
    words[at + 1] = time >>> 0
    this.ids.write(words, at + 2, id)
    if (this.hasRule) words[at + 6] = rule
    if (this.width === this.valueAt) return
    scratch[0] = number ?? 0
    words[at + this.valueAt] = digest ? digest[0] : number === undefined ? 0 : scratchWords[0]!
    words[at + this.valueAt + 1] = digest ? digest[1] : number === undefined ? 0 : scratchWords[1]!
  }

  private makeRoom(slot: number, index: number): void {
    const { data, width } = this
    const count = data.count[slot]!
    const size = data.size[slot]!
    const room = SIZES[size]!
    if (data.start[slot]! + count === room) {
      // Going back to the beginning is worth its cost once a quarter of the block is free there.
      if (data.start[slot]! * 4 >= room) this.relocate(slot, data.offset[slot]!)
      else this.resize(slot, size + 1)
    }
    const at = this.address(slot, index)
    this.pool.words.copyWithin(at + width, at, this.address(slot, count))
  }

  /** Forgets the first hits of a key. */
  private drop(slot: number, many: number): void {
    if (!many) return
    const { data } = this
    this.windows.get(slot)?.dropping(many)
    for (let n = 0; n < many; n++) this.ids.forget(this.pool.words, this.address(slot, n) + 2)
    data.start[slot]! += many
    data.count[slot]! -= many
    data.hits -= many
    let size = data.size[slot]!
    if (size < 4 || data.count[slot]! * 3 > SIZES[size]!) return
    while (size > 0 && SIZES[size - 1]! > data.count[slot]!) size--
    this.resize(slot, size)
  }

  private resize(slot: number, size: number): void {
    const { data } = this
    const offset = this.claim(size)
    const from = data.offset[slot]!
    this.relocate(slot, offset)
    this.pool.release(from, data.size[slot]!)
    data.size[slot] = size
  }

  private claim(size: number): number {
    if (this.pool.isLoose(size)) this.pool.compact(this.slots.values(), this.data.offset, this.data.size)
    return this.pool.claim(size)
  }

  private relocate(slot: number, offset: number): void {
    const { data } = this
    this.pool.words.copyWithin(offset, this.address(slot, 0), this.address(slot, data.count[slot]!))
    data.offset[slot] = offset
    data.start[slot] = 0
  }

  private open(key: string): number {
    const { data } = this
    while (this.slots.size >= STORE_KEYS) this.evict()
    const slot = data.freeSlots.pop() ?? data.keys.length
    if (slot >= data.count.length) this.grow()
    data.offset[slot] = this.claim(0)
    data.keys[slot] = key
    this.slots.set(key, slot)
    data.size[slot] = data.start[slot] = data.count[slot] = 0
    data.older[slot] = data.newer[slot] = -1
    this.link(slot)
    return slot
  }

  private close(slot: number): void {
    const { data } = this
    for (let n = 0; n < data.count[slot]!; n++) this.ids.forget(this.pool.words, this.address(slot, n) + 2)
    data.hits -= data.count[slot]!
    data.count[slot] = 0
    this.pool.release(data.offset[slot]!, data.size[slot]!)
    this.windows.delete(slot)
    this.unlink(slot)
    this.slots.delete(data.keys[slot]!)
    data.keys[slot] = null
    data.freeSlots.push(slot)
  }

  private evict(): void {
    this.memory.evicted++
    this.close(this.data.oldest)
  }

  /** Keys that no event in time can concern any more go, which is no loss. */
  private sweep(horizon: number): void {
    const { data } = this
    while (data.oldest >= 0 && data.touched[data.oldest]! < data.mark - horizon) this.close(data.oldest)
  }

  private touch(slot: number): void {
    if (this.data.newest !== slot) {
      this.unlink(slot)
      this.link(slot)
    }
    this.data.touched[slot] = this.data.mark
  }

  private link(slot: number): void {
    const { data } = this
    data.older[slot] = data.newest
    data.newer[slot] = -1
    if (data.newest >= 0) data.newer[data.newest] = slot
    else data.oldest = slot
    data.newest = slot
  }

  private unlink(slot: number): void {
    const { data } = this
    const [older, newer] = [data.older[slot]!, data.newer[slot]!]
    if (older >= 0) data.newer[older] = newer
    else data.oldest = newer
    if (newer >= 0) data.older[newer] = older
    else data.newest = older
  }

  private grow(): void {
    const { data } = this
    const capacity = Math.ceil(data.count.length * 1.5) + 16
    data.offset = grown(data.offset, new Uint32Array(capacity))
    data.start = grown(data.start, new Uint32Array(capacity))
    data.count = grown(data.count, new Uint32Array(capacity))
    data.size = grown(data.size, new Uint8Array(capacity))
    data.older = grown(data.older, new Int32Array(capacity))
    data.newer = grown(data.newer, new Int32Array(capacity))
    data.touched = grown(data.touched, new Float64Array(capacity))
  }
}

function grown<T extends Uint32Array | Uint8Array | Int32Array | Float64Array>(old: T, made: T): T {
  made.set(old)
  return made
}

function empty(): SavedWindows {
  return {
    keys: [],
    freeSlots: [],
    offset: new Uint32Array(0),
    start: new Uint32Array(0),
    count: new Uint32Array(0),
    size: new Uint8Array(0),
    older: new Int32Array(0),
    newer: new Int32Array(0),
    touched: new Float64Array(0),
    oldest: -1,
    newest: -1,
    mark: -Infinity,
    hits: 0,
    pool: emptyPool(),
    ids: { texts: [], free: [] },
  }
}
