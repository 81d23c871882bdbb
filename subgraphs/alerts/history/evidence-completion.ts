import type { Database, Logger, StoredActivity, Tx } from '@casbah/kit'
import { countOpen, logSteps, takeTurn, type Before } from '../alert/alert-log.ts'
import { storeEntities, wholeEvidence } from '../alert/evidence.ts'
import { citationOf } from '../detection/citation.ts'
import { JudgedEvent } from '../detection/event.ts'
import { groupAlerts } from '../incident/group.ts'
import { tiesOf } from '../incident/ties.ts'
import { alertsWanting } from '../system-statements.ts'
import type { EvidenceMetrics } from './evidence-metrics.ts'
import type { HistorySource } from './history-source.ts'

const LOOK_MS = 5_000
/** Alerts of one look. */
const ALERTS = 100
/** Activities of an alert that are completed in one transaction. */
const PIECE = 500
const PATIENCE_MS = 10_000

export interface EvidenceCompletionOptions {
  db: Database
  logger: Logger
  history: HistorySource
  metrics: EvidenceMetrics
  /** Epoch ms. */
  now: () => number
  /** Called after alerts of a tenant may have changed. */
  onAlerts: (tenant: string) => void
}

/**
 * Completes alerts that were raised while activities did not answer: copies, entities and incident become what they would have been.
 * What is not stored any more stays a reference and is not asked for again. As long as activities does not answer, a look asks once.
 */
export class EvidenceCompletion {
  private readonly options: EvidenceCompletionOptions
  private readonly over = new AbortController()
  private timer: NodeJS.Timeout | null = null
  private running: Promise<void> = Promise.resolve()

  constructor(options: EvidenceCompletionOptions) {
    this.options = options
  }

  start(): void {
    this.timer = setInterval(() => void this.look(), LOOK_MS).unref()
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer)
    this.over.abort()
    await this.running
  }

  /** Completes what can be now. */
  look(): Promise<void> {
    this.running = this.running
      .then(() => this.all())
      .catch((error: Error) => {
        if (this.over.signal.aborted) return
        this.options.metrics.unreachable.inc()
        this.options.logger.warn({ error: error.message }, 'evidence could not be completed; tries again')
      })
    return this.running
  }

  private async all(): Promise<void> {
    const { db, metrics, onAlerts } = this.options
    const waiting = await alertsWanting(db, ALERTS)
    metrics.waiting.set(waiting.length)
    for (const { tenant, alert } of waiting) {
      while (!this.over.signal.aborted && (await this.complete(tenant, alert)));
      if (this.over.signal.aborted) return
      onAlerts(tenant)
    }
  }

  /** One alert that cannot be written keeps no other waiting. */
  private async write(tenant: string, work: (tx: Tx) => Promise<void>): Promise<boolean> {
    const { db, logger } = this.options
    try {
      await db.write(tenant, work)
      return true
    } catch (error) {
      logger.error({ error: (error as Error).message }, 'evidence of an alert could not be written; tries again')
      return false
    }
  }

  /** Resolves to whether more of the alert is wanted. */
  private async complete(tenant: string, alert: string): Promise<boolean> {
    const { db, history, metrics, now } = this.options
    const wanted = await db.read(tenant, tx =>
      tx.query<{ activity: string }>(
        'select activity from alerts.alert_evidence where tenant = $1 and alert = $2 and wanted order by time, activity limit $3',
        [tenant, alert, PIECE],
      ),
    )
    if (!wanted.length) return false
    const ids = wanted.map(({ activity }) => activity)
    const signal = AbortSignal.any([this.over.signal, AbortSignal.timeout(PATIENCE_MS)])
    const found = await history.many(tenant, ids, signal)
    if (!(await this.write(tenant, tx => completeAlert(tx, alert, ids, found, now())))) return false
    metrics.completed.inc(found.length)
    metrics.gone.inc(ids.length - found.length)
    return wanted.length === PIECE
  }
}

interface AlertRow extends Before {
  isSimulated: boolean
  first: string
  last: string
}

async function completeAlert(
  tx: Tx,
  alert: string,
  ids: string[],
  found: StoredActivity[],
  now: number,
): Promise<void> {
  await takeTurn(tx)
  const [row] = await tx.query<AlertRow>(
    `select severity, state, classification, assignee, incident, is_simulated as "isSimulated",
       extract(epoch from first_activity_at) * 1000 as first, extract(epoch from last_activity_at) * 1000 as last
     from alerts.alert where tenant = $1 and id = $2 for update`,
    [tx.tenant, alert],
  )
  if (!row) return
  const citations = found.map(activity => citationOf(new JudgedEvent(activity)))
  await wholeEvidence(tx, alert, ids, citations)
  if (!citations.length) return
  await storeEntities(tx, { id: alert, cited: new Map(citations.map(each => [each.id, each])) })
  await tx.query('update alerts.alert set version = version + 1 where tenant = $1 and id = $2', [tx.tenant, alert])
  const { severity, state, classification, assignee, incident, isSimulated } = row
  const touched = {
    alert,
    isNew: false,
    isSimulated,
    first: Number(row.first),
    last: Number(row.last),
    ties: tiesOf(citations),
  }
  const moved = await groupAlerts(tx, [touched], now)
  const before = { severity, state, classification, assignee, incident }
  await logSteps(tx, [{ alert, kind: 'CHANGED', before }, ...moved])
  await countOpen(tx, [alert])
}
