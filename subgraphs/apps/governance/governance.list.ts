import type { Context, Page } from '@casbah/kit'
import { listPage, type PageArgs } from '../filter/list.ts'
import { Where } from '../filter/where.ts'
import { isUuid, uuidsOf } from '../uuid.ts'
import { GovernanceAction } from './governance-action.entity.ts'
import type { GovernanceFilter } from './governance.type.ts'

/** Governance actions by id; null for an unknown one. */
export function actionById(context: Context) {
  return context.loader<string, GovernanceAction | null>(actionById, async ids => {
    const { em } = await context.tx()
    const where = { tenant: context.tenant, id: { $in: ids.filter(isUuid) } }
    const found = await em.find(GovernanceAction, where, { disableIdentityMap: true })
    return ids.map(id => found.find(action => action.id === id) ?? null)
  })
}

/** A page of the governance log, newest first. */
export function listActions(
  context: Context,
  filter: GovernanceFilter | null | undefined,
  page: PageArgs,
): Promise<Page<GovernanceAction>> {
  const where = new Where().equals('tenant', context.tenant).filter(filter, (part, fields) => {
    part.anyOf('app', uuidsOf(fields.app)).anyOf('account', uuidsOf(fields.account))
    part.anyOf('resource', uuidsOf(fields.resource)).anyOf('spec', fields.spec)
    part.anyOf('policy', fields.policy).anyOf('alert', fields.alert).anyOf('state', fields.state)
    part.anyOf('batch', uuidsOf(fields.batch))
    part.equals('dry_run', fields.dryRun).time('created_at', fields.createdAt)
  })
  const list = {
    name: 'governance',
    table: 'apps.governance_action',
    key: 'created_at',
    type: 'timestamptz',
    descending: true,
  }
  return listPage(context, list, where, page, ids => actionById(context).loadMany(ids))
}
