import type { ResolveReference, SubgraphDefinition } from '@casbah/kit'
import { alertById } from './alert/alert.loaders.ts'
import { Detection } from './detection/consumer.ts'
import { ENTITIES } from './entities.ts'
import { ActivityReader } from './history/activity-reader.ts'
import type { HistorySource } from './history/history-client.ts'
import { incidentById } from './incident/incident.loaders.ts'
import { LiveSignal } from './live/signal.ts'
import { MIGRATIONS } from './migrations.ts'
import { copyNeighbours } from './neighbour/copies.ts'
import { policyById } from './policy/policy.loaders.ts'
import { RESOLVERS } from './resolvers.ts'
import { LedgerRetention } from './suppression/retention.ts'

export interface AlertsSettings {
  /** Epoch ms; the clock that tells when an alert is raised. Default the computer's. */
  now?: () => number
  /** Where stored activities are read; without it nothing can be explained. */
  history?: HistorySource
  /** Matches of one policy in a day beyond which they are only counted. Default 200,000. */
  matchesPerDay?: number
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
    Policy: (reference, context) => policyById(context, String(reference.id)),
    App: byId,
    User: byId,
    Activity: byId,
  },
  create: async (dependencies, settings) => {
    const now = settings.now ?? Date.now
    const signal = new LiveSignal(dependencies.db)
    const copies = copyNeighbours(dependencies)
    const detection = new Detection({
      ...dependencies,
      now,
      onAlerts: tenant => signal.wake(tenant),
      matchesPerDay: settings.matchesPerDay,
    })
    const retention = new LedgerRetention(dependencies.db, dependencies.logger, now)
    return {
      instances: [signal, detection, new ActivityReader(settings.history ?? null)],
      start: async () => {
        copies.start()
        detection.start()
        retention.start()
      },
      stop: async () => {
        await Promise.all([copies.stop(), detection.stop(), retention.stop()])
      },
      ready: async () => {
        await dependencies.db.system.query('select 1')
        return true
      },
    }
  },
}
