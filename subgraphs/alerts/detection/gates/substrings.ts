/** Entries of the largest table of ways that is made, 4 bytes each. */
const LARGEST = 4_000_000
const ASCII = 128

/**
 * Finds which of many texts occur in another, in one pass over it (Aho-Corasick). Where it is small enough, every way out of every state
 * lies ready in a table; else ways are looked up.
 */
export class Substrings<T> {
  private readonly next: Map<number, number>[] = [new Map()]
  private readonly fail: number[] = [0]
  private readonly found: T[][] = [[]]
  /** Number of each character that occurs in any text; 0 is every other. */
  private readonly ascii = new Uint16Array(ASCII)
  private readonly others = new Map<number, number>()
  private kinds = 1
  private readonly table: Int32Array | null
  /** 1 for a state that ends a text. */
  private readonly ends: Uint8Array

  constructor(texts: Iterable<readonly [text: string, value: T]>) {
    for (const [text, value] of texts) this.insert(text, value)
    const order = this.link()
    this.ends = Uint8Array.from(this.found, values => (values.length ? 1 : 0))
    this.table = this.next.length * this.kinds <= LARGEST ? this.tabulate(order) : null
  }

  /** Calls `seen` for the values of each text that occurs in `text`. */
  scan(text: string, seen: (values: readonly T[]) => void): void {
    const { table, ends } = this
    if (table) return this.scanTable(text, table, seen)
    let node = 0
    for (let at = 0; at < text.length; at++) {
      node = this.step(node, text.charCodeAt(at))
      if (ends[node]) seen(this.found[node]!)
    }
  }

  private scanTable(text: string, table: Int32Array, seen: (values: readonly T[]) => void): void {
    const { ascii, ends, kinds } = this
    let node = 0
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      node = table[node * kinds + (code < ASCII ? ascii[code]! : (this.others.get(code) ?? 0))]!
      if (ends[node]) seen(this.found[node]!)
    }
  }

  private step(from: number, code: number): number {
    let node = from
    let to = this.next[node]!.get(code)
    while (to === undefined && node) {
      node = this.fail[node]!
      to = this.next[node]!.get(code)
    }
    return to ?? 0
  }

  private insert(text: string, value: T): void {
    let node = 0
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      this.number(code)
      let to = this.next[node]!.get(code)
      if (to === undefined) {
        to = this.next.push(new Map()) - 1
        this.fail.push(0)
        this.found.push([])
        this.next[node]!.set(code, to)
      }
      node = to
    }
    this.found[node]!.push(value)
  }

  private number(code: number): void {
    if (code < ASCII) this.ascii[code] ||= this.kinds++
    else if (!this.others.has(code)) this.others.set(code, this.kinds++)
  }

  /** States, those of shorter beginnings first. */
  private link(): number[] {
    const queue = [...this.next[0]!.values()]
    for (let at = 0; at < queue.length; at++) {
      const node = queue[at]!
      for (const [code, child] of this.next[node]!) {
        queue.push(child)
        const to = this.step(this.fail[node]!, code)
        this.fail[child] = to === child ? 0 : to
        this.found[child]!.push(...this.found[this.fail[child]!]!)
      }
    }
    return queue
  }

  private tabulate(order: number[]): Int32Array {
    const table = new Int32Array(this.next.length * this.kinds)
    for (const node of [0, ...order]) {
      const row = node * this.kinds
      if (node) table.copyWithin(row, this.fail[node]! * this.kinds, (this.fail[node]! + 1) * this.kinds)
      for (const [code, child] of this.next[node]!)
        table[row + (code < ASCII ? this.ascii[code]! : this.others.get(code)!)] = child
    }
    return table
  }
}
