import {
  Consumer,
  type AppChanged,
  type Collected,
  type CollectedActivity,
  type Dependencies,
  type Stored,
  type Tx,
} from '@casbah/kit'
import type { Places } from '../geo/place.ts'
import type { Partitions } from '../maintenance/partitions.ts'
import { copyAccounts } from './accounts.ts'
import { enrich } from './enrich.ts'
import { insertNew } from './insert.ts'
import { copyResources } from './resources.ts'

const NAME = 'activities'

/** What this subgraph reads from the event log. */
export function ingestConsumers(deps: Dependencies, partitions: Partitions, places: Places) {
  const { db, logger, crashPoint } = deps
  const common = { name: NAME, db, logger, crashPoint }
  return [
    new Consumer({ ...common, topic: 'account.changed', handle: copyAccounts }),
    new Consumer({ ...common, topic: 'resource.changed', handle: copyResources }),
    new Consumer({ ...common, topic: 'app.changed', handle: forgetDeletedApps }),
    new Consumer({
      ...common,
      topic: 'activity.collected',
      handle: (items, tx) => ingest(items, tx, partitions, places),
    }),
  ]
}

/** Stores a batch and hands on what was new in it, enriched, in its order; ends of backfills keep their place. */
async function ingest(items: readonly Collected[], tx: Tx, partitions: Partitions, places: Places): Promise<void> {
  const collected = items.filter((item): item is CollectedActivity => item.type === 'activity')
  await partitions.ensure(collected.map(item => item.time))
  const enriched = await enrich(collected, tx, places)
  const fresh = new Set(await insertNew(tx, enriched))
  let next = 0
  const stored = items.flatMap((item): Stored[] => {
    if (item.type !== 'activity') return [item]
    const activity = enriched[next++]!
    return fresh.has(activity) ? [activity] : []
  })
  tx.append('activity.stored', stored)
}

/** An app whose data was deleted leaves nothing here. */
async function forgetDeletedApps(items: readonly AppChanged[], tx: Tx): Promise<void> {
  const apps = items.filter(item => item.deletedData).map(item => item.id)
  if (!apps.length) return
  await tx.query('delete from activities.activity where app = any($1)', [apps])
  await tx.query(
    'delete from activities.profile where account in (select id from activities.account where app = any($1))',
    [apps],
  )
  await tx.query('delete from activities.account where app = any($1)', [apps])
  await tx.query('delete from activities.resource where app = any($1)', [apps])
}
