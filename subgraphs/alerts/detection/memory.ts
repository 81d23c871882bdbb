/** How many keys one policy remembers in one tenant; beyond, the longest untouched go. */
export const MEMORY_KEYS = 100_000

/** What a detector remembers, by key, as data that `v8.serialize` takes; bounded, the longest untouched key forgotten first. */
export class Memory {
  /** Keys forgotten for want of room. */
  evicted = 0
  /** Events that came later than windows wait. */
  late = 0
  private readonly values: Map<string, unknown>
  private readonly room: number

  constructor(saved: [string, unknown][] = [], room = MEMORY_KEYS) {
    this.values = new Map(saved)
    this.room = room
  }

  get size(): number {
    return this.values.size
  }

  get<T>(key: string): T | undefined {
    return this.values.get(key) as T | undefined
  }

  /** Remembers a value and makes its key the last touched. */
  set(key: string, value: unknown): void {
    this.values.delete(key)
    this.values.set(key, value)
    this.keep(this.room)
  }

  /** Forgets the longest untouched keys beyond so many. */
  keep(keys: number): void {
    while (this.values.size > keys) {
      this.values.delete(this.values.keys().next().value!)
      this.evicted++
    }
  }

  delete(key: string): void {
    this.values.delete(key)
  }

  /** In order of touch, the longest untouched first. */
  save(): [string, unknown][] {
    return [...this.values]
  }
}
