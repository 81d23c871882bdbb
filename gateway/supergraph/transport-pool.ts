import type { Transport } from '../executor/index.ts'
import type { SubgraphWay } from '../subgraph-ways.ts'

interface Entry {
  name: string
  way: SubgraphWay
  transport: Transport
  uses: number
}

/** A transport that somebody uses. */
export interface Taken {
  transport: Transport
  /** To be called once; with the last use it is closed. */
  release(): void
}

/** The ways to the subgraphs: one for each name and address, shared by all that are served, closed after the last use. */
export class TransportPool {
  private readonly entries = new Set<Entry>()
  private readonly closing = new Set<Promise<void>>()
  private readonly open: (name: string, way: SubgraphWay) => Transport
  private readonly onGone: (name: string) => void

  /** `onGone` is told when the last transport of a name was closed. */
  constructor(open: (name: string, way: SubgraphWay) => Transport, onGone: (name: string) => void) {
    this.open = open
    this.onGone = onGone
  }

  /** Throws when the way cannot be one. */
  take(name: string, way: SubgraphWay): Taken {
    let entry = [...this.entries].find(each => each.name === name && isSame(each.way, way))
    if (!entry) {
      entry = { name, way, transport: this.open(name, way), uses: 0 }
      this.entries.add(entry)
    }
    entry.uses++
    const { transport } = entry
    return { transport, release: () => this.release(entry) }
  }

  /** Resolves when all that nobody uses any more are closed. */
  async closed(): Promise<void> {
    await Promise.all(this.closing)
  }

  private release(entry: Entry): void {
    if (--entry.uses > 0) return
    this.entries.delete(entry)
    if (![...this.entries].some(each => each.name === entry.name)) this.onGone(entry.name)
    // A connection that does not end well is gone all the same.
    const closing = entry.transport.close().catch(() => {})
    this.closing.add(closing)
    void closing.then(() => this.closing.delete(closing))
  }
}

function isSame(one: SubgraphWay, other: SubgraphWay): boolean {
  if ('handle' in one || 'handle' in other) return 'handle' in one && 'handle' in other && one.handle === other.handle
  return one.url === other.url && one.wsUrl === other.wsUrl && one.timeoutMs === other.timeoutMs
}
