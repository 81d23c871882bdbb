import type { Logger } from '@casbah/kit'
import type { Metrics } from '../metrics.ts'
import { Generation, hashOf, type GenerationOptions } from './generation.ts'
import type { SupergraphListener } from './source.ts'
import type { Visit } from './visit.ts'

export interface ServedOptions extends Pick<
  GenerationOptions,
  'supergraphSdl' | 'ways' | 'pool' | 'limits' | 'cachedDocuments' | 'onFetch'
> {
  metrics: Metrics
  logger: Logger
  /** How long requests may go on after their supergraph was replaced; default 60,000. */
  lifeMs?: number
  /** Epoch ms, for tests. */
  now?: () => number
}

/** Which supergraph is served. */
export interface SupergraphStatus {
  /** First 16 hex digits of the SHA-256 of its text. */
  hash: string
  /** Since when, RFC 3339. */
  since: string
  /** Why the newest could not take its place, and when that was found; null when all is well. */
  problem: { at: string; message: string } | null
}

/** Replaced supergraphs that may live at once; beyond, the oldest has to go. */
const OLD_ONES = 16

/** The supergraph of the moment. Another takes its place between two requests: those under way stay with theirs. */
export class ServedSupergraph implements SupergraphListener {
  private generation: Generation
  /** Replaced ones with visits, oldest first. */
  private readonly old = new Set<Generation>()
  private readonly options: ServedOptions
  private readonly now: () => number
  private refused: SupergraphStatus['problem'] = null
  private unread: SupergraphStatus['problem'] = null

  /** Throws when the text cannot be served. */
  constructor(options: ServedOptions) {
    this.options = options
    this.now = options.now ?? Date.now
    this.generation = this.generate(options.supergraphSdl)
  }

  get current(): Generation {
    return this.generation
  }

  /** Begins a request; it stays with this generation. */
  visit(signal?: AbortSignal): Visit {
    return this.generation.visit(signal)
  }

  /** Serves another supergraph from now on. Throws a sentence when it cannot be served, and then the one before is. */
  swap(supergraphSdl: string): void {
    const { metrics, logger, lifeMs = 60_000 } = this.options
    this.refused = this.unread = null
    if (hashOf(supergraphSdl) === this.generation.hash) return
    let next: Generation
    try {
      next = this.generate(supergraphSdl)
    } catch (error) {
      this.refused = this.problem((error as Error).message)
      metrics.supergraph('refused')
      throw error
    }
    const { generation } = this
    // First the new one, so that whoever subscribes again finds it.
    this.generation = next
    this.old.add(generation)
    generation.retire(lifeMs)
    for (const oldest of this.old) {
      if (this.old.size <= OLD_ONES) break
      oldest.expire()
    }
    metrics.supergraph('served')
    logger.info({ hash: next.hash, subgraphs: [...next.transports.keys()] }, 'another supergraph is served')
  }

  changed(text: string): void {
    try {
      this.swap(text)
    } catch (error) {
      this.options.logger.error(
        { problem: (error as Error).message },
        'a new supergraph cannot be served: the one before is served on',
      )
    }
  }

  unchanged(): void {
    this.unread = null
  }

  failed(message: string): void {
    this.options.metrics.supergraph('unread')
    // It is looked for again and again: said once, counted each time.
    if (message === this.unread?.message) return
    this.unread = this.problem(message)
    this.options.logger.error({ problem: message }, 'the supergraph cannot be read: the one before is served on')
  }

  status(): SupergraphStatus {
    const { hash, since } = this.generation
    return { hash, since: new Date(since).toISOString(), problem: this.unread ?? this.refused }
  }

  /** Ends subscriptions with `complete`; all else goes on, and begins. */
  endSubscriptions(): void {
    this.generation.endSubscriptions()
  }

  /** Gives up what still runs and closes the ways to the subgraphs. */
  async close(): Promise<void> {
    for (const each of [...this.old, this.generation]) each.expire()
    await this.options.pool.closed()
  }

  private generate(supergraphSdl: string): Generation {
    const { metrics, ways, pool, limits, cachedDocuments, onFetch } = this.options
    const generation = new Generation({
      ways,
      pool,
      ...(limits ? { limits } : {}),
      ...(cachedDocuments === undefined ? {} : { cachedDocuments }),
      ...(onFetch ? { onFetch } : {}),
      supergraphSdl,
      since: this.now(),
      onEnd: ended => {
        this.old.delete(ended)
        metrics.generation(-1)
      },
    })
    metrics.generation(1)
    return generation
  }

  private problem(message: string): SupergraphStatus['problem'] {
    return { at: new Date(this.now()).toISOString(), message }
  }
}
