import type { Context } from '@casbah/kit'
import { isUuid } from '../uuid.ts'
import { Account } from './account.entity.ts'

/** Accounts by id, deleted ones too; null for an unknown one. */
export function accountById(context: Context) {
  return context.loader<string, Account | null>(accountById, async ids => {
    const { em } = await context.tx()
    const where = { tenant: context.tenant, id: { $in: ids.filter(isUuid) } }
    const found = new Map((await em.find(Account, where, { disableIdentityMap: true })).map(one => [one.id, one]))
    return ids.map(id => found.get(id) ?? null)
  })
}

/** Accounts of a person, by app and e-mail. */
export function accountsByUser(context: Context) {
  return context.loader<string, Account[]>(accountsByUser, async users => {
    const { em } = await context.tx()
    const where = { tenant: context.tenant, personId: { $in: [...users] } }
    const found = await em.find(Account, where, {
      disableIdentityMap: true,
      orderBy: { appId: 'asc', email: 'asc', id: 'asc' },
    })
    return users.map(user => found.filter(account => account.personId === user))
  })
}
