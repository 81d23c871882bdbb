import { pageSize, toPage, type Context, type Page } from '@casbah/kit'
import { afterSql, orderBySql, type OrderColumn } from '../graphql/keyset.ts'
import type { PageArgs } from '../graphql/page-args.ts'
import { Parameters } from '../graphql/sql.ts'
import { Detection } from '../detection/consumer.ts'
import { filterSql } from './alert.filter.ts'
import type { AlertFilter } from './alert.inputs.ts'
import { ALERT_COLUMNS, toAlert, type AlertRow } from './alert.row.ts'
import type { Alert, AlertOrder } from './alert.type.ts'

/** Whose alerts: all of the tenant, or those of each of some neighbours. */
export type AlertScope = 'all' | 'app' | 'user' | 'policy'

export interface AlertListArgs extends PageArgs {
  filter?: AlertFilter | null
  orderBy?: AlertOrder | null
}

const time = (column: string, descending: boolean): OrderColumn => ({
  sql: `a.${column}`,
  type: 'timestamptz',
  descending,
})
const ID: OrderColumn = { sql: 'a.id', type: 'uuid', descending: false }
const iso = (value: Date | string) => new Date(value).toISOString()

const ORDERS: Record<AlertOrder, { columns: OrderColumn[]; position: (row: AlertRow) => unknown[] }> = {
  RAISED_AT_DESC: { columns: [time('raised_at', true), ID], position: row => [iso(row.raised_at), row.id] },
  RAISED_AT_ASC: { columns: [time('raised_at', false), ID], position: row => [iso(row.raised_at), row.id] },
  LAST_ACTIVITY_AT_DESC: {
    columns: [time('last_activity_at', true), ID],
    position: row => [iso(row.last_activity_at), row.id],
  },
  SEVERITY_DESC: {
    columns: [{ sql: 'a.severity_rank', type: 'int', descending: true }, time('raised_at', true), ID],
    position: row => [row.severity_rank, iso(row.raised_at), row.id],
  },
  DUE_AT_ASC: {
    columns: [time('due_at', false), ID],
    position: row => [
      row.resolved_at ? 'infinity' : iso(row.acknowledged_at ? row.resolve_by : row.acknowledge_by),
      row.id,
    ],
  },
}

const COUNTED = 100_000

/** A page of alerts; equal questions about several neighbours in one request become one statement. */
export function alertPage(context: Context, scope: AlertScope, key: string, args: AlertListArgs): Promise<Page<Alert>> {
  const loader = context.loader<string, Page<Alert>>(`pages|${scope}|${JSON.stringify(args)}`, (keys, ctx) =>
    readPages(ctx, scope, keys, args),
  )
  return loader.load(key)
}

async function readPages(
  context: Context,
  scope: AlertScope,
  keys: readonly string[],
  args: AlertListArgs,
): Promise<Page<Alert>[]> {
  const size = pageSize(args.first)
  const orderName = args.orderBy ?? 'RAISED_AT_DESC'
  const order = ORDERS[orderName]
  const list = `alerts:${orderName}`
  const position = args.after ? context.cursors.decode<unknown[]>(context.tenant, list, args.after) : null
  const parameters = new Parameters()
  const tx = await context.tx()
  const conditions = [inScope(scope), filterSql(args.filter, parameters, context.instance(Detection).now())]
  if (position) conditions.push(afterSql(order.columns, position, parameters))
  const rows = await tx.query<AlertRow & { key: string }>(
    `select k.key, a.* from unnest(${parameters.add(keys)}::text[]) as k(key) cross join lateral (
       select ${ALERT_COLUMNS} from alerts.alert a where ${conditions.join(' and ')}
       order by ${orderBySql(order.columns)} limit ${size + 1}) a
     order by k.key, ${orderBySql(order.columns)}`,
    parameters.values,
  )
  const byKey = Map.groupBy(rows, row => row.key)
  return keys.map(key =>
    toPage({
      rows: byKey.get(key) ?? [],
      size,
      after: position !== null,
      cursorOf: row => context.cursors.encode(context.tenant, list, order.position(row)),
      nodeOf: toAlert,
      totalCount: () => countAlerts(context, scope, key, args.filter),
    }),
  )
}

function countAlerts(context: Context, scope: AlertScope, key: string, filter?: AlertFilter | null): Promise<number> {
  const loader = context.loader<string, number>(
    `count|${scope}|${JSON.stringify(filter ?? null)}`,
    async (keys, ctx) => {
      const parameters = new Parameters()
      const where = `${inScope(scope)} and ${filterSql(filter, parameters, ctx.instance(Detection).now())}`
      const rows = await (
        await ctx.tx()
      ).query<{ key: string; count: string }>(
        `select k.key, a.count from unnest(${parameters.add(keys)}::text[]) as k(key) cross join lateral (
         select count(*) from (select 1 from alerts.alert a where ${where} limit ${COUNTED}) as found) a`,
        parameters.values,
      )
      const counts = new Map(rows.map(row => [row.key, Number(row.count)]))
      return keys.map(each => counts.get(each) ?? 0)
    },
  )
  return loader.load(key)
}

/** Ties `a` to the neighbour `k.key`. */
function inScope(scope: AlertScope): string {
  if (scope === 'all') return 'true'
  if (scope === 'policy') return 'a.policy::text = k.key'
  return `exists (select 1 from alerts.alert_entity s where s.tenant = a.tenant and s.kind = '${scope}' and s.value = k.key and s.alert = a.id)`
}
