import { Directive, Field, Int, ObjectType } from 'type-graphql'
import { CursorScalar, PageInfo, pageSize, toPage, type Context, type Page } from '@casbah/kit'
import { cost } from '../graphql/directives.ts'
import { afterSql, orderBySql, type OrderColumn } from '../graphql/keyset.ts'
import type { PageArgs } from '../graphql/page-args.ts'
import { Parameters } from '../graphql/sql.ts'
import { toAlertEvent, type HistoryRow } from './alert.loaders.ts'
import { AlertEvent } from './alert.type.ts'

@ObjectType({ description: 'One step of the history of an alert.' })
export class AlertEventEdge {
  @Field(() => CursorScalar, { description: 'Its cursor.' }) cursor!: string
  @Field(() => AlertEvent, { description: 'The step.' }) node!: AlertEvent
}

@ObjectType({ description: 'A page of the history of an alert.', simpleResolvers: true })
export class AlertEventConnection {
  @Field(() => [AlertEventEdge], { description: 'The steps.' }) edges!: AlertEventEdge[]
  @Field(() => PageInfo, { description: 'Where it stands.' }) pageInfo!: PageInfo
  @Field(() => Int, { description: 'How many in all, exact up to 100,000.' })
  @Directive(cost(10))
  totalCount!: number
}

const ORDER: OrderColumn[] = [{ sql: 'h.id', type: 'bigint', descending: true }]
const COUNTED = 100_000

/** All that was done to an alert, newest first. */
export async function historyPage(context: Context, alert: string, args: PageArgs): Promise<Page<AlertEvent>> {
  const size = pageSize(args.first)
  const list = `alert-history:${alert}`
  const position = args.after ? context.cursors.decode<unknown[]>(context.tenant, list, args.after) : null
  const parameters = new Parameters()
  const where = `h.tenant = ${parameters.add(context.tenant)} and h.alert = ${parameters.add(alert)}::uuid`
  const after = position ? ` and ${afterSql(ORDER, position, parameters)}` : ''
  const tx = await context.tx()
  const rows = await tx.query<HistoryRow & { id: string }>(
    `select h.id, h.at, h.actor, h.kind, h.from_value, h.to_value from alerts.alert_history h
     where ${where}${after} order by ${orderBySql(ORDER)} limit ${size + 1}`,
    parameters.values,
  )
  return toPage({
    rows,
    size,
    after: position !== null,
    cursorOf: row => context.cursors.encode(context.tenant, list, [row.id]),
    nodeOf: toAlertEvent,
    totalCount: async () => {
      const [counted] = await tx.query<{ count: string }>(
        `select count(*) from (select 1 from alerts.alert_history h where h.tenant = $1 and h.alert = $2 limit ${COUNTED}) as found`,
        [context.tenant, alert],
      )
      return Number(counted!.count)
    },
  })
}
