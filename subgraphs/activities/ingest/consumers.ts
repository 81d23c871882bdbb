import { Consumer, type Collected, type CollectedActivity, type Dependencies, type Stored, type Tx } from '@casbah/kit'
import { deletedAmong, noteDeletedApps } from '../deletion/deletions.ts'
import type { Places } from '../geo/place.ts'
import type { NetworkLists } from '../lists/network-lists.ts'
import type { Partitions } from '../maintenance/partitions.ts'
import { copyAccounts } from './accounts.ts'
import { enrich } from './enrich.ts'
import { insertNew } from './insert.ts'
import { copyResources } from './resources.ts'

const NAME = 'activities'

/** What this subgraph reads from the event log. */
export function ingestConsumers(deps: Dependencies, partitions: Partitions, places: Places, lists: NetworkLists) {
  const { db, logger, crashPoint } = deps
  const common = { name: NAME, db, logger, crashPoint }
  return [
    new Consumer({
      ...common,
      topic: 'account.changed',
      handle: async (items, tx) => copyAccounts(await ofKept(items, tx), tx),
    }),
    new Consumer({
      ...common,
      topic: 'resource.changed',
      handle: async (items, tx) => copyResources(await ofKept(items, tx), tx),
    }),
    new Consumer({ ...common, topic: 'app.changed', handle: noteDeletedApps }),
    new Consumer({
      ...common,
      topic: 'activity.collected',
      handle: (items, tx) => ingest(items, tx, partitions, places, lists),
    }),
  ]
}

/** Stores a batch, without what is of apps whose data was deleted, and hands on what was new in it, enriched, in its order; ends of backfills keep their place. */
async function ingest(
  all: readonly Collected[],
  tx: Tx,
  partitions: Partitions,
  places: Places,
  lists: NetworkLists,
): Promise<void> {
  const gone = await deletedAmong(
    tx,
    all.map(({ app }) => app),
  )
  const items = all.filter(({ app }) => !gone.has(app))
  const collected = items.filter((item): item is CollectedActivity => item.type === 'activity')
  await partitions.ensure(collected.map(item => item.time))
  const enriched = await enrich(collected, tx, places, lists)
  const fresh = new Set(await insertNew(tx, enriched))
  let next = 0
  const stored = items.flatMap((item): Stored[] => {
    if (item.type !== 'activity') return [item]
    const activity = enriched[next++]!
    return fresh.has(activity) ? [activity] : []
  })
  tx.append('activity.stored', stored)
}

/** What comes of apps whose data was not deleted. */
async function ofKept<T extends { app: string }>(items: readonly T[], tx: Tx): Promise<T[]> {
  const gone = await deletedAmong(
    tx,
    items.map(({ app }) => app),
  )
  return items.filter(({ app }) => !gone.has(app))
}
