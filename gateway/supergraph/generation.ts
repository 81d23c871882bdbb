import { createHash } from 'node:crypto'
import { createExecutor, type ExecutorOptions, type Transport } from '../executor/index.ts'
import type { SubgraphWay } from '../subgraph-ways.ts'
import type { TransportPool } from './transport-pool.ts'
import { Visit } from './visit.ts'

export interface GenerationOptions extends Omit<ExecutorOptions, 'transports'> {
  /** Ways that outrank the addresses in the supergraph. */
  ways: Readonly<Record<string, SubgraphWay>>
  pool: TransportPool
  /** Epoch ms. */
  since: number
  /** Told once, when nobody uses it any more. */
  onEnd: (generation: Generation) => void
}

/** One supergraph as it is served, with its plans and its ways to subgraphs. When another took its place it lives until its last visit ends. */
export class Generation {
  readonly hash: string
  readonly since: number
  readonly transports: ReadonlyMap<string, Transport>
  private readonly executor
  private readonly releases: (() => void)[] = []
  private readonly visits = new Set<Visit>()
  private readonly replaced = new AbortController()
  private readonly onEnd: (generation: Generation) => void
  private expiry: NodeJS.Timeout | undefined
  private retired = false
  private ended = false

  /** Throws when the text is not a supergraph, or when a subgraph of it has no address. */
  constructor({ ways, pool, since, onEnd, ...options }: GenerationOptions) {
    const transports = new Map<string, Transport>()
    this.executor = createExecutor({ ...options, transports })
    this.hash = hashOf(options.supergraphSdl)
    this.since = since
    this.onEnd = onEnd
    this.transports = transports
    try {
      for (const [name, address] of this.executor.subgraphs) {
        const { transport, release } = pool.take(name, ways[name] ?? wayTo(name, address))
        transports.set(name, transport)
        this.releases.push(release)
      }
    } catch (error) {
      for (const release of this.releases) release()
      throw error
    }
  }

  /** Begins a request; `end` of the visit is to be called whatever becomes of it. */
  visit(signal?: AbortSignal): Visit {
    const onEnd = (ended: Visit) => {
      this.visits.delete(ended)
      this.endIfEmpty()
    }
    const visit = new Visit(this.executor, this.replaced.signal, signal, { onEnd, another: () => this.visit() })
    this.visits.add(visit)
    return visit
  }

  /** Ends subscriptions with `complete`, those that still begin at once. */
  endSubscriptions(): void {
    this.replaced.abort()
  }

  /** Another one is served now: no visit begins any more; those under way may go on for so long, subscriptions end. */
  retire(lifeMs: number): void {
    this.retired = true
    this.endSubscriptions()
    this.expiry = setTimeout(() => this.expire(), lifeMs)
    this.expiry.unref()
    this.endIfEmpty()
  }

  /** Its time is up: what still runs is answered with UNAVAILABLE. */
  expire(): void {
    this.endSubscriptions()
    for (const visit of this.visits) visit.expire()
    this.end()
  }

  private endIfEmpty(): void {
    if (this.retired && !this.visits.size) this.end()
  }

  private end(): void {
    if (this.ended) return
    this.ended = true
    clearTimeout(this.expiry)
    for (const release of this.releases) release()
    this.onEnd(this)
  }
}

/** Tells supergraphs apart for people. */
export function hashOf(supergraphSdl: string): string {
  return createHash('sha256').update(supergraphSdl).digest('hex').slice(0, 16)
}

function wayTo(subgraph: string, address: string): SubgraphWay {
  if (/^https?:\/\//.test(address) && URL.canParse(address)) return { url: address }
  throw new Error(
    `The supergraph has no address for the subgraph ${subgraph} that begins with http:// or https://. Compose it with one, or give the gateway one.`,
  )
}
