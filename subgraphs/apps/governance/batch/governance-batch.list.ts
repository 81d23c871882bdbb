import type { Context } from '@casbah/kit'
import { isUuid } from '../../uuid.ts'
import { GovernanceBatch, type StateCount } from './governance-batch.type.ts'

/** Batches by id; null for an unknown one. */
export function batchById(context: Context) {
  return context.loader<string, GovernanceBatch | null>(batchById, async ids => {
    const { em } = await context.tx()
    const where = { tenant: context.tenant, id: { $in: ids.filter(isUuid) } }
    const found = await em.find(GovernanceBatch, where, { disableIdentityMap: true })
    return ids.map(id => found.find(batch => batch.id === id) ?? null)
  })
}

/** How the actions of batches stand, by id of the batch. */
export function countsOfBatch(context: Context) {
  return context.loader<string, StateCount[]>(countsOfBatch, async ids => {
    const tx = await context.tx()
    const rows = await tx.query<StateCount & { batch: string }>(
      `select batch::text, state, count(*)::int as count from apps.governance_action
       where tenant = $1 and batch = any($2) group by batch, state order by state`,
      [context.tenant, ids],
    )
    return ids.map(id => rows.filter(row => row.batch === id).map(({ state, count }) => ({ state, count })))
  })
}
