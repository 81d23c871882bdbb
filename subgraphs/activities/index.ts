import { PLATFORM, type SubgraphDefinition } from '@casbah/kit'
import { loadActivity } from './activity/activity.resolver.ts'
import { Deletions } from './deletion/deletions.ts'
import { Places, type PlaceSettings } from './geo/place.ts'
import { historyDoor } from './history/door.ts'
import { HistoryReader } from './history/history.ts'
import { ingestConsumers } from './ingest/consumers.ts'
import { DataAnnouncer } from './lists/data-announcer.ts'
import { DataMetrics } from './lists/data-metrics.ts'
import { NetworkLists, type ListSettings } from './lists/network-lists.ts'
import { Partitions } from './maintenance/partitions.ts'
import { ACTIVITIES_MIGRATIONS } from './migrations.ts'
import { User } from './neighbours/neighbours.type.ts'
import { loadNetwork } from './network/named-network.resolver.ts'
import { resolvers } from './resolvers.ts'

export { activityId, parseActivityId, type ActivityKey } from './activity/activity-id.ts'
export { Places, type PlaceSettings } from './geo/place.ts'
export { enrichAlone } from './ingest/enrich.ts'
export type { HistoryPage, HistoryRequest } from './history/history.ts'

export interface ActivitiesSettings extends PlaceSettings {
  /** Lists of addresses, such as Tor exits. */
  networkLists?: ListSettings
}

const itself = (reference: Record<string, unknown>) => ({ id: reference.id })

/** Normalised audit events: stores and enriches them, searches and counts them, hands new ones on. */
export const ACTIVITIES: SubgraphDefinition<ActivitiesSettings> = {
  name: 'activities',
  entities: [],
  migrations: ACTIVITIES_MIGRATIONS,
  resolvers,
  types: [User],
  references: {
    Activity: ({ id }, context) => loadActivity(String(id), context),
    NamedNetwork: ({ id }, context) => loadNetwork(String(id), context),
    App: itself,
    Account: itself,
    User: itself,
  },
  async create(dependencies, settings) {
    const { db, logger, cursors, masterKey } = dependencies
    const partitions = new Partitions(db, logger)
    const deletions = new Deletions(db, logger)
    const places = new Places(settings)
    const announcer = new DataAnnouncer(db)
    const metrics = new DataMetrics()
    const lists = new NetworkLists(settings.networkLists, { logger, metrics, changed: data => announcer.tell(data) })
    const consumers = ingestConsumers(dependencies, partitions, places, lists)
    return {
      instances: [deletions],
      start: async () => {
        await partitions.start()
        for (const data of places.databases()) {
          metrics.inUse(data.name, data.entries, data.builtAt)
          await announcer.tell(data)
        }
        await lists.start()
        for (const consumer of consumers) consumer.start()
        deletions.start()
      },
      stop: async () => {
        partitions.stop()
        await lists.stop()
        await Promise.all(consumers.map(consumer => consumer.stop()))
        await deletions.stop()
      },
      ready: () =>
        db
          .read(PLATFORM, tx => tx.query('select 1'))
          .then(
            () => true,
            () => false,
          ),
      metrics: metrics.registry,
      doors: { '/history': historyDoor(new HistoryReader(db, cursors), masterKey) },
    }
  },
}
