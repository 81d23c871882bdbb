import type { Logger, StoredActivity } from '@casbah/kit'
import { citationOf, isCitation, type ActivityRef, type Citation } from '../detection/citation.ts'
import type { Found } from '../detection/engine.ts'
import { JudgedEvent } from '../detection/event.ts'
import type { EvidenceMetrics } from './evidence-metrics.ts'
import type { HistorySource } from './history-source.ts'

/** How long raising waits for activities that are cited by reference, ms. */
const PATIENCE_MS = 2_000
/** After activities did not answer, alerts are raised without asking for so long, ms. */
const REST_MS = 10_000
/** References read for one batch of matches; those beyond are completed later. */
const MOST = 2_000

export interface EvidenceReaderOptions {
  history: HistorySource
  logger: Logger
  metrics: EvidenceMetrics
  /** Default 2 s. */
  patienceMs?: number
}

/** Makes references whole before alerts are raised: from the batch in hand, else from what is stored, within a bounded time. */
export class EvidenceReader {
  private readonly options: EvidenceReaderOptions
  private restsUntil = 0

  constructor(options: EvidenceReaderOptions) {
    this.options = options
  }

  /** The matches with whole citations wherever they could be read; those that could not stay references. */
  async whole(tenant: string, found: Found[], batch: readonly StoredActivity[]): Promise<Found[]> {
    const refs = new Set(
      found.flatMap(({ match }) => match.cited.filter(each => !isCitation(each)).map(({ id }) => id)),
    )
    if (!refs.size) return found
    const known = new Map<string, StoredActivity>()
    for (const activity of batch) if (refs.has(activity.id)) known.set(activity.id, activity)
    const missing = [...refs].filter(id => !known.has(id))
    for (const activity of await this.read(tenant, missing.slice(0, MOST))) known.set(activity.id, activity)
    const { metrics } = this.options
    metrics.read.inc(known.size)
    metrics.deferred.inc(refs.size - known.size)
    return found.map(each => ({
      ...each,
      match: { ...each.match, cited: each.match.cited.map(cited => wholeCitation(cited, known.get(cited.id))) },
    }))
  }

  private async read(tenant: string, ids: string[]): Promise<StoredActivity[]> {
    if (!ids.length || performance.now() < this.restsUntil) return []
    const { history, logger, metrics, patienceMs = PATIENCE_MS } = this.options
    try {
      return await history.many(tenant, ids, AbortSignal.timeout(patienceMs))
    } catch (error) {
      this.restsUntil = performance.now() + REST_MS
      metrics.unreachable.inc()
      logger.warn({ error: (error as Error).message }, 'evidence could not be read; alerts get it later')
      return []
    }
  }
}

function wholeCitation(cited: Citation | ActivityRef, stored: StoredActivity | undefined): Citation | ActivityRef {
  return isCitation(cited) || !stored ? cited : citationOf(new JudgedEvent(stored))
}
