import type { Context, Page } from '@casbah/kit'
import { listPage, type PageArgs } from '../filter/list.ts'
import { Where } from '../filter/where.ts'
import { uuidsOf } from '../uuid.ts'
import type { Resource } from './resource.entity.ts'
import { resourceById } from './resource.loader.ts'
import type { ResourceFilter } from './resource.type.ts'

/** A page of resources, last modified first; of one app, or of all. */
export function listResources(
  context: Context,
  filter: ResourceFilter | null | undefined,
  page: PageArgs,
  app?: string,
): Promise<Page<Resource>> {
  const where = new Where().equals('tenant', context.tenant).equals('app', app).add('gone_at is null')
  const list = {
    name: `resources:${app ?? ''}`,
    table: 'apps.resource',
    key: 'order_at',
    type: 'timestamptz',
    descending: true,
  }
  return listPage(context, list, where.filter(filter, conditions), page, ids => resourceById(context).loadMany(ids))
}

function conditions(where: Where, filter: ResourceFilter): void {
  where.anyOf('app', uuidsOf(filter.app)).anyOf('kind', filter.kind).text('name', filter.name)
  where.anyOf('owner_account', uuidsOf(filter.owner)).anyOf('exposure', filter.exposure)
  where.anyText('shared_with', filter.sharedWith).time('modified_at', filter.modifiedAt)
}
