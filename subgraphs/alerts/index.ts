import type { Door, ResolveReference, SubgraphDefinition } from '@casbah/kit'
import { alertById } from './alert/alert.loaders.ts'
import { backtestById } from './backtest/backtest.service.ts'
import { BacktestRunner } from './backtest/runner.ts'
import { Detection } from './detection/consumer.ts'
import { judgeChangedThings } from './detection/resource/consumers.ts'
import { Deliverer, type DeliverySettings } from './delivery/deliverer.ts'
import { exportDoor } from './delivery/export-door.ts'
import { webhookById } from './delivery/webhook.row.ts'
import { WebhookVault } from './delivery/webhook-vault.ts'
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
import { templateById } from './policy/template/index.ts'
import { toTemplate } from './policy/template/template.type.ts'
import { RESOLVERS } from './resolvers.ts'
import { ruleById } from './suppression-rule/suppression-rule.pages.ts'
import { Retention } from './retention/retention.ts'
import { SystemWatch } from './system/system-watch.ts'

export type { DeliverySettings } from './delivery/deliverer.ts'

export interface AlertsSettings {
  /** Epoch ms; the clock that tells when an alert is raised. Default the computer's. */
  now?: () => number
  /** The door `/history` of activities: its own in the same process, else one over HTTP. Without it the past cannot be read. */
  historyDoor?: Door
  /** Reads the past in another way than by `historyDoor`; for tests. */
  history?: HistorySource
  /** Matches of one policy in a day beyond which they are only counted. Default 200,000. */
  matchesPerDay?: number
  /** How alerts go out: mail, webhooks. */
  delivery?: DeliverySettings
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
    PolicyTemplate: reference => {
      const template = templateById(String(reference.id))
      return template && toTemplate(template)
    },
    SuppressionRule: (reference, context) => ruleById(context, String(reference.id)),
    Webhook: (reference, context) => webhookById(context, String(reference.id)),
    App: byId,
    User: byId,
    Activity: byId,
  },
  create: async (dependencies, settings) => {
    const { db, logger, masterKey } = dependencies
    const { now = Date.now, historyDoor, matchesPerDay } = settings
    const history = settings.history ?? (historyDoor ? new HistoryClient(historyDoor, masterKey) : new NoHistory())
    const signal = new LiveSignal(db)
    const vault = new WebhookVault(masterKey)
    const deliverer = new Deliverer({ db, logger, vault, now, settings: settings.delivery })
    const onAlerts = (tenant: string) => {
      signal.wake(tenant)
      deliverer.wake()
    }
    const copies = copyNeighbours(dependencies, onAlerts)
    const metrics = new EvidenceMetrics()
    const evidence = new EvidenceReader({ ...dependencies, history, metrics })
    const detection = new Detection({ ...dependencies, now, evidence, onAlerts, matchesPerDay })
    const things = judgeChangedThings({ ...dependencies, now, onAlerts })
    const completion = new EvidenceCompletion({ ...dependencies, history, metrics, now, onAlerts })
    const backtests = new BacktestRunner({ ...dependencies, history, now })
    const retention = new Retention(db, logger, now)
    const system = new SystemWatch({ ...dependencies, now, onAlerts })
    const workers = [copies, detection, things, completion, backtests, retention, deliverer, system]
    return {
      instances: [signal, detection, backtests, history, deliverer, vault],
      start: async () => {
        for (const worker of workers) worker.start()
      },
      stop: async () => {
        await Promise.all(workers.map(worker => worker.stop()))
      },
      ready: async () => {
        await db.system.query('select 1')
        return true
      },
      doors: { '/export/alerts.ocsf.ndjson': exportDoor({ ...dependencies, signal }) },
      metrics: metrics.registry,
    }
  },
}
