import type { Door, ResolveReference, SubgraphDefinition } from '@casbah/kit'
import { alertById } from './alert/alert.loaders.ts'
import { backtestById } from './backtest/backtest.service.ts'
import { BacktestRunner } from './backtest/runner.ts'
import { Detection } from './detection/consumer.ts'
import { ENTITIES } from './entities.ts'
import { EvidenceCompletion } from './history/evidence-completion.ts'
import { EvidenceMetrics } from './history/evidence-metrics.ts'
import { EvidenceReader } from './history/evidence-reader.ts'
import { HistoryClient } from './history/history-client.ts'
import { NoHistory, type HistorySource } from './history/history-source.ts'
import { incidentById } from './incident/incident.loaders.ts'
import { LiveSignal } from './live/signal.ts'
import { MIGRATIONS } from './migrations.ts'
import { copyNeighbours } from './neighbour/copies.ts'
import { policyById } from './policy/policy.loaders.ts'
import { RESOLVERS } from './resolvers.ts'

export interface AlertsSettings {
  /** Epoch ms; the clock that tells when an alert is raised. Default the computer's. */
  now?: () => number
  /** The door `/history` of activities: its own in the same process, else one over HTTP. Without it the past cannot be read. */
  historyDoor?: Door
  /** Reads the past in another way than by `historyDoor`; for tests. */
  history?: HistorySource
}

/** A neighbour's entity is known by its id alone. */
const byId: ResolveReference = reference => ({ id: reference.id })

/** Policies, detection, alerts and their live stream. */
export const ALERTS: SubgraphDefinition<AlertsSettings> = {
  name: 'alerts',
  entities: ENTITIES,
  migrations: MIGRATIONS,
  resolvers: RESOLVERS,
  references: {
    Alert: (reference, context) => alertById(context, String(reference.id)),
    Incident: (reference, context) => incidentById(context, String(reference.id)),
    Backtest: (reference, context) => backtestById(context, String(reference.id)),
    Policy: (reference, context) => policyById(context, String(reference.id)),
    App: byId,
    User: byId,
    Activity: byId,
  },
  create: async (dependencies, settings) => {
    const { db, masterKey } = dependencies
    const { now = Date.now, historyDoor } = settings
    const history = settings.history ?? (historyDoor ? new HistoryClient(historyDoor, masterKey) : new NoHistory())
    const signal = new LiveSignal(db)
    const copies = copyNeighbours(dependencies)
    const onAlerts = (tenant: string) => signal.wake(tenant)
    const metrics = new EvidenceMetrics()
    const evidence = new EvidenceReader({ ...dependencies, history, metrics })
    const detection = new Detection({ ...dependencies, now, evidence, onAlerts })
    const completion = new EvidenceCompletion({ ...dependencies, history, metrics, now, onAlerts })
    const backtests = new BacktestRunner({ ...dependencies, history, now })
    return {
      instances: [signal, backtests, history],
      start: async () => {
        copies.start()
        detection.start()
        completion.start()
        backtests.start()
      },
      stop: async () => {
        await Promise.all([copies.stop(), detection.stop(), completion.stop(), backtests.stop()])
      },
      ready: async () => {
        await db.system.query('select 1')
        return true
      },
      metrics: metrics.registry,
    }
  },
}
