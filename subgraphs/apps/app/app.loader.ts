import type { Context } from '@casbah/kit'
import { isUuid } from '../uuid.ts'
import { App } from './app.entity.ts'

/** Apps by id, disconnected ones too; null for an unknown one. */
export function appById(context: Context) {
  return context.loader<string, App | null>(appById, async ids => {
    const { em } = await context.tx()
    const where = { tenant: context.tenant, id: { $in: ids.filter(isUuid) } }
    const found = new Map((await em.find(App, where, { disableIdentityMap: true })).map(app => [app.id, app]))
    return ids.map(id => found.get(id) ?? null)
  })
}
