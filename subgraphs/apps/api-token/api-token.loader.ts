import type { Context } from '@casbah/kit'
import { isUuid } from '../uuid.ts'
import { ApiToken } from './api-token.entity.ts'

/** Tokens by id, ended ones too; null for an unknown one. */
export function tokenById(context: Context) {
  return context.loader<string, ApiToken | null>(tokenById, async ids => {
    const { em } = await context.tx()
    const where = { tenant: context.tenant, id: { $in: ids.filter(isUuid) } }
    const found = new Map(
      (await em.find(ApiToken, where, { disableIdentityMap: true })).map(token => [token.id, token]),
    )
    return ids.map(id => found.get(id) ?? null)
  })
}
