import type { ResolveReference, SubgraphDefinition } from '@casbah/kit'
import { alertById } from './alert/alert.loaders.ts'
import { Detection } from './detection/consumer.ts'
import { judgeChangedThings } from './detection/resource/consumers.ts'
import { ENTITIES } from './entities.ts'
import { incidentById } from './incident/incident.loaders.ts'
import { LiveSignal } from './live/signal.ts'
import { MIGRATIONS } from './migrations.ts'
import { copyNeighbours } from './neighbour/copies.ts'
import { policyById } from './policy/policy.loaders.ts'
import { templateById } from './policy/template/index.ts'
import { toTemplate } from './policy/template/template.type.ts'
import { RESOLVERS } from './resolvers.ts'

export interface AlertsSettings {
  /** Epoch ms; the clock that tells when an alert is raised. Default the computer's. */
  now?: () => number
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
    PolicyTemplate: reference => {
      const template = templateById(String(reference.id))
      return template && toTemplate(template)
    },
    App: byId,
    User: byId,
    Activity: byId,
  },
  create: async (dependencies, settings) => {
    const signal = new LiveSignal(dependencies.db)
    const copies = copyNeighbours(dependencies)
    const detection = new Detection({
      ...dependencies,
      now: settings.now ?? Date.now,
      onAlerts: tenant => signal.wake(tenant),
    })
    const things = judgeChangedThings({
      ...dependencies,
      now: settings.now ?? Date.now,
      onAlerts: tenant => signal.wake(tenant),
    })
    return {
      instances: [signal],
      start: async () => {
        copies.start()
        detection.start()
        things.start()
      },
      stop: async () => {
        await Promise.all([copies.stop(), detection.stop(), things.stop()])
      },
      ready: async () => {
        await dependencies.db.system.query('select 1')
        return true
      },
    }
  },
}
