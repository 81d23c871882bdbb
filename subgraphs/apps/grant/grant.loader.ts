import type { Context } from '@casbah/kit'
import { isUuid } from '../uuid.ts'
import { OAuthGrant } from './grant.entity.ts'

/** OAuth grants by id, those that are gone too; null for an unknown one. */
export function grantById(context: Context) {
  return context.loader<string, OAuthGrant | null>(grantById, async ids => {
    const { em } = await context.tx()
    const where = { tenant: context.tenant, id: { $in: ids.filter(isUuid) } }
    const found = new Map((await em.find(OAuthGrant, where, { disableIdentityMap: true })).map(one => [one.id, one]))
    return ids.map(id => found.get(id) ?? null)
  })
}
