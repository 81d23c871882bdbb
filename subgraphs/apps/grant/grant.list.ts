import type { Context, Page } from '@casbah/kit'
import { listPage, type PageArgs } from '../filter/list.ts'
import { Where } from '../filter/where.ts'
import { uuidsOf } from '../uuid.ts'
import type { OAuthGrant } from './grant.entity.ts'
import { grantById } from './grant.loader.ts'
import type { OAuthGrantFilter } from './grant.type.ts'

/** A page of the OAuth grants of an app, riskiest first. */
export function listGrants(
  context: Context,
  filter: OAuthGrantFilter | null | undefined,
  page: PageArgs,
  app: string,
): Promise<Page<OAuthGrant>> {
  const where = new Where().equals('tenant', context.tenant).equals('app', app).add('gone_at is null')
  const list = { name: `grants:${app}`, table: 'apps.oauth_grant', key: 'risk_rank', type: 'int', descending: true }
  return listPage(context, list, where.filter(filter, conditions), page, ids => grantById(context).loadMany(ids))
}

function conditions(where: Where, filter: OAuthGrantFilter): void {
  where
    .anyOf('app', uuidsOf(filter.app))
    .anyOf('account_id', uuidsOf(filter.account))
    .text('client_name', filter.clientName)
  where.anyText('scopes', filter.scope).anyOf('risk', filter.risk).time('granted_at', filter.grantedAt)
}
