import type { Context } from '@casbah/kit'
import { isUuid } from '../uuid.ts'
import { User } from './user.entity.ts'

/** People by id; null for an unknown one. */
export function userById(context: Context) {
  return context.loader<string, User | null>(userById, async ids => {
    const { em } = await context.tx()
    const where = { tenant: context.tenant, id: { $in: ids.filter(isUuid) } }
    const found = new Map((await em.find(User, where, { disableIdentityMap: true })).map(user => [user.id, user]))
    return ids.map(id => found.get(id) ?? null)
  })
}
