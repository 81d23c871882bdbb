import { userError, type Tx, type UserErrorData } from '@casbah/kit'
import { isUuid } from '../uuid.ts'
import { accountsChanged } from './account-changed.ts'
import type { UpdateAccountInput } from './account.type.ts'

/** Changes what is said of an account by hand, and tells the neighbours. */
export async function changeAccount(tx: Tx, input: UpdateAccountInput): Promise<UserErrorData[]> {
  const [account] = isUuid(input.id)
    ? await tx.query('select 1 from apps.account where tenant = $1 and id = $2 for update', [tx.tenant, input.id])
    : []
  if (!account) return [userError('NOT_FOUND', 'There is no account with this id.', ['input', 'id'])]
  if (input.user !== undefined) {
    const problem = await link(tx, input.id, input.user)
    if (problem) return [problem]
  }
  if (typeof input.isProtected === 'boolean')
    await tx.query('update apps.account set is_protected = $3 where tenant = $1 and id = $2', [
      tx.tenant,
      input.id,
      input.isProtected,
    ])
  tx.append('account.changed', await accountsChanged(tx, [input.id]))
  return []
}

async function link(tx: Tx, account: string, user: string | null): Promise<UserErrorData | null> {
  const [person] = isUuid(user)
    ? await tx.query('select 1 from apps.person where tenant = $1 and id = $2', [tx.tenant, user])
    : []
  if (user !== null && !person) return userError('NOT_FOUND', 'There is no user with this id.', ['input', 'user'])
  await tx.query('update apps.account set person = $3, linked_by_hand = true where tenant = $1 and id = $2', [
    tx.tenant,
    account,
    user,
  ])
  return null
}
