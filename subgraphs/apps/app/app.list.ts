import type { Context, Page } from '@casbah/kit'
import { listPage, type PageArgs } from '../filter/list.ts'
import { Where } from '../filter/where.ts'
import type { App } from './app.entity.ts'
import { appById } from './app.loader.ts'
import type { AppFilter, AppOrder } from './app.type.ts'

// Apps without a score come last.
const ORDERS = {
  NAME_ASC: { key: 'lower(name)', type: 'text' },
  SCORE_ASC: { key: 'coalesce(score, 1000)', type: 'float8' },
  OPEN_ALERTS_DESC: { key: 'open_alerts', type: 'int', descending: true },
}

/** A page of apps, disconnected ones too unless the filter leaves them out. */
export function listApps(
  context: Context,
  filter: AppFilter | null | undefined,
  order: AppOrder,
  page: PageArgs,
): Promise<Page<App>> {
  const where = new Where()
    .equals('tenant', context.tenant)
    .filter(filter, (part, fields) =>
      part.text('name', fields.name).anyOf('connector', fields.connector).anyOf('state', fields.state),
    )
  const list = { name: `apps:${order}`, table: 'apps.app', ...ORDERS[order] }
  return listPage(context, list, where, page, ids => appById(context).loadMany(ids))
}
