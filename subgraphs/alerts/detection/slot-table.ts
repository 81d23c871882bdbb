type Numbers = Float64Array | Float32Array | Uint32Array | Int32Array | Uint16Array | Uint8Array
const ARRAYS = {
  f64: Float64Array,
  f32: Float32Array,
  u32: Uint32Array,
  i32: Int32Array,
  u16: Uint16Array,
  u8: Uint8Array,
}

/** A column of a table: so many numbers of a type for each key. */
export interface Column {
  type: keyof typeof ARRAYS
  per: number
}
export type Columns = Readonly<Record<string, Column>>

/** A table as it is saved; survives `v8.serialize`. */
export interface SavedTable {
  keys: (string | null)[]
  columns: Record<string, Numbers>
  hand: number
  evicted: number
}

const FIRST_ROOM = 16
/** How many keys are looked at to find one to forget. */
const LOOKED_AT = 32

/**
 * Numbers by key, packed: a person costs his key and his numbers, no object. Bounded: when it is full, of the next 32 keys the one
 * that was touched longest ago is forgotten. What it forgets follows from what it was told alone.
 */
export class SlotTable<C extends Columns = Columns> {
  /** Keys forgotten for want of room. */
  evicted = 0
  readonly columns: C
  private readonly room: number
  private readonly slots = new Map<string, number>()
  private keys: (string | null)[] = []
  private arrays: Record<string, Numbers> = {}
  private capacity = 0
  private hand = 0
  private touched = new Float64Array(0)

  constructor(columns: C, room: number, saved?: SavedTable) {
    this.columns = columns
    this.room = room
    this.grow(Math.max(FIRST_ROOM, saved?.keys.length ?? 0))
    if (saved) this.restore(saved)
  }

  get size(): number {
    return this.slots.size
  }

  /** The key's place; -1 when it is not known. */
  find(key: string): number {
    return this.slots.get(key) ?? -1
  }

  /** The key's place, made with zeros when it is new. `time` (epoch ms, of the event) makes it the last touched. */
  claim(key: string, time: number): number {
    const known = this.slots.get(key)
    if (known !== undefined) {
      if (time > this.touched[known]!) this.touched[known] = time
      return known
    }
    const slot = this.keys.length < this.room ? this.keys.length : this.forget()
    if (slot >= this.capacity) this.grow(Math.min(this.room, Math.ceil(this.capacity * 1.5)))
    const own = itself(key)
    this.keys[slot] = own
    this.slots.set(own, slot)
    this.touched[slot] = time
    return slot
  }

  /** The numbers of a column; those of a slot begin at `slot * per`. Ask again after every `claim`: arrays grow. */
  column(name: keyof C & string): Numbers {
    return this.arrays[name]!
  }

  *entries(): Iterable<[key: string, slot: number]> {
    yield* this.slots
  }

  save(): SavedTable {
    const count = this.keys.length
    const columns: Record<string, Numbers> = { touched: this.touched.slice(0, count) }
    for (const [name, { per }] of Object.entries(this.columns)) columns[name] = this.arrays[name]!.slice(0, count * per)
    return { keys: [...this.keys], columns, hand: this.hand, evicted: this.evicted }
  }

  /** Columns that the saved table lacks, or that had another width, begin with zeros. */
  private restore({ keys, columns, hand, evicted }: SavedTable): void {
    this.keys = [...keys]
    keys.forEach((key, slot) => key !== null && this.slots.set(key, slot))
    this.hand = hand
    this.evicted = evicted
    this.touched.set(columns.touched ?? [])
    for (const [name, { per }] of Object.entries(this.columns)) {
      const saved = columns[name]
      if (saved?.length === keys.length * per) this.arrays[name]!.set(saved)
    }
  }

  private grow(capacity: number): void {
    this.capacity = capacity
    const touched = new Float64Array(capacity)
    touched.set(this.touched)
    this.touched = touched
    for (const [name, { type, per }] of Object.entries(this.columns)) {
      const grown = new ARRAYS[type](capacity * per)
      if (this.arrays[name]) grown.set(this.arrays[name])
      this.arrays[name] = grown
    }
  }

  private forget(): number {
    let stalest = this.hand % this.room
    for (let n = 1; n < Math.min(LOOKED_AT, this.room); n++) {
      const slot = (this.hand + n) % this.room
      if (this.touched[slot]! < this.touched[stalest]!) stalest = slot
    }
    this.hand = (this.hand + LOOKED_AT) % this.room
    this.slots.delete(this.keys[stalest]!)
    for (const [name, { per }] of Object.entries(this.columns))
      this.arrays[name]!.fill(0, stalest * per, (stalest + 1) * per)
    this.evicted++
    return stalest
  }
}

/** The text alone: one that was put together or cut out keeps its parts in memory, or the whole that it is a part of. */
function itself(text: string): string {
  return text.isWellFormed() ? Buffer.from(text).toString() : text
}
