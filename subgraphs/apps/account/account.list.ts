import type { Context, Page, Tx } from '@casbah/kit'
import { listPage, type PageArgs } from '../filter/list.ts'
import { Where } from '../filter/where.ts'
import { uuidsOf } from '../uuid.ts'
import type { Account } from './account.entity.ts'
import { accountById } from './account.loader.ts'
import type { AccountFilter } from './account.type.ts'

/** A page of accounts by e-mail; of one app, or of all. */
export function listAccounts(
  context: Context,
  filter: AccountFilter | null | undefined,
  page: PageArgs,
  app?: string,
): Promise<Page<Account>> {
  const where = new Where().equals('tenant', context.tenant).equals('app', app).filter(filter, accountConditions)
  const list = { name: `accounts:${app ?? ''}`, table: 'apps.account', key: `coalesce(email, '')`, type: 'text' }
  return listPage(context, list, where, page, ids => accountById(context).loadMany(ids))
}

/** Ids of an app's accounts that match, in a fixed order; at most so many. */
export async function accountIds(tx: Tx, app: string, filter: AccountFilter, most: number): Promise<string[]> {
  const where = new Where().equals('tenant', tx.tenant).equals('app', app).filter(filter, accountConditions)
  const sql = `select id::text from apps.account where ${where.sql} order by id limit ${most}`
  return (await tx.query<{ id: string }>(sql, where.parameters)).map(({ id }) => id)
}

function accountConditions(where: Where, filter: AccountFilter): void {
  where.anyOf('app', uuidsOf(filter.app)).anyOf('person', uuidsOf(filter.user))
  where.text('display_name', filter.name).text('email', filter.email)
  where.anyOf(
    `split_part(email, '@', 2)`,
    filter.domain?.map(domain => domain.toLowerCase()),
  )
  if (filter.group)
    where.add(
      `exists (select 1 from json_array_elements_text(groups) as g where g = any(${where.value(filter.group)}))`,
    )
  where.anyOf('status', filter.status)
  where.equals('is_admin', filter.isAdmin).equals('is_external', filter.isExternal)
  where.equals('is_service', filter.isService).equals('is_protected', filter.isProtected)
  where.equals('mfa_enabled', filter.mfaEnabled).time('last_seen_at', filter.lastSeenAt)
}
