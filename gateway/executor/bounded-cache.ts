export interface Bulk<K, V> {
  /** What all entries may weigh together; one that is heavier alone is not kept. */
  most: number
  of: (key: K, value: V) => number
}

/** Least recently used out first; a map never holds more than `limit` entries, nor more than the bulk where one is given. */
export class BoundedCache<K, V> {
  private readonly entries = new Map<K, V>()
  private readonly limit: number
  private readonly bulk: Bulk<K, V> | undefined
  private weight = 0

  constructor(limit: number, bulk?: Bulk<K, V>) {
    this.limit = limit
    this.bulk = bulk
  }

  get size(): number {
    return this.entries.size
  }

  get(key: K): V | undefined {
    const value = this.entries.get(key)
    if (value === undefined) return undefined
    // A Map keeps the order of insertion: what is put in again is the youngest.
    this.entries.delete(key)
    this.entries.set(key, value)
    return value
  }

  set(key: K, value: V): void {
    this.delete(key)
    const { bulk } = this
    if (bulk) {
      const weight = bulk.of(key, value)
      if (weight > bulk.most) return
      this.weight += weight
    }
    this.entries.set(key, value)
    while (this.entries.size > this.limit || (bulk && this.weight > bulk.most)) {
      const oldest = this.entries.keys().next()
      if (oldest.done) return
      this.delete(oldest.value)
    }
  }

  delete(key: K): void {
    if (this.bulk) {
      const value = this.entries.get(key)
      if (value !== undefined) this.weight -= this.bulk.of(key, value)
    }
    this.entries.delete(key)
  }
}
