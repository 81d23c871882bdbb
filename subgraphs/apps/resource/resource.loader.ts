import type { Context } from '@casbah/kit'
import { isUuid } from '../uuid.ts'
import { Resource } from './resource.entity.ts'

/** Resources by id, those that are gone too; null for an unknown one. */
export function resourceById(context: Context) {
  return context.loader<string, Resource | null>(resourceById, async ids => {
    const { em } = await context.tx()
    const where = { tenant: context.tenant, id: { $in: ids.filter(isUuid) } }
    const found = new Map((await em.find(Resource, where, { disableIdentityMap: true })).map(one => [one.id, one]))
    return ids.map(id => found.get(id) ?? null)
  })
}
