/** Finds which of many texts occur in another, in one pass over it (Aho-Corasick). */
export class Substrings<T> {
  private readonly next: Map<number, number>[] = [new Map()]
  private readonly fail: number[] = [0]
  private readonly found: T[][] = [[]]

  constructor(texts: Iterable<readonly [text: string, value: T]>) {
    for (const [text, value] of texts) this.insert(text, value)
    this.link()
  }

  /** Calls `seen` for the values of each text that occurs in `text`. */
  scan(text: string, seen: (values: readonly T[]) => void): void {
    let node = 0
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      let to = this.next[node]!.get(code)
      while (to === undefined && node) {
        node = this.fail[node]!
        to = this.next[node]!.get(code)
      }
      node = to ?? 0
      if (this.found[node]!.length) seen(this.found[node]!)
    }
  }

  private insert(text: string, value: T): void {
    let node = 0
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
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

  private link(): void {
    const queue = [...this.next[0]!.values()]
    for (let at = 0; at < queue.length; at++) {
      const node = queue[at]!
      for (const [code, child] of this.next[node]!) {
        queue.push(child)
        let fail = this.fail[node]!
        while (fail && !this.next[fail]!.has(code)) fail = this.fail[fail]!
        const to = this.next[fail]!.get(code)
        this.fail[child] = to !== undefined && to !== child ? to : 0
        this.found[child]!.push(...this.found[this.fail[child]!]!)
      }
    }
  }
}
