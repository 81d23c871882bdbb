/** Remembers what a function gave, for the most recently asked keys. */
export class BoundedMap<Value> {
  private readonly entries = new Map<string, Value>()
  private readonly limit: number

  constructor(limit: number) {
    this.limit = limit
  }

  get(key: string, make: (key: string) => Value): Value {
    const known = this.entries.get(key)
    if (known !== undefined) {
      this.entries.delete(key)
      this.entries.set(key, known)
      return known
    }
    const made = make(key)
    this.entries.set(key, made)
    if (this.entries.size > this.limit) this.entries.delete(this.entries.keys().next().value!)
    return made
  }
}
