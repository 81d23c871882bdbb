import { pageSize, toPage, type Context } from '@casbah/kit'
import type { PageArgs } from '../graphql/page-args.ts'
import type { Activity } from '../graphql/shared.ts'
import { afterSql, orderBySql, type OrderColumn } from '../graphql/keyset.ts'
import { Parameters } from '../graphql/sql.ts'

const ORDER: OrderColumn[] = [
  { sql: 'v.time', type: 'timestamptz', descending: true },
  { sql: 'v.activity', type: 'text', descending: false },
]

/** Activities that an alert cites, newest first. */
export async function citedActivities(context: Context, alert: string, args: PageArgs) {
  const size = pageSize(args.first)
  const list = `alert-activities:${alert}`
  const position = args.after ? context.cursors.decode<unknown[]>(context.tenant, list, args.after) : null
  const parameters = new Parameters()
  const where = `v.tenant = ${parameters.add(context.tenant)} and v.alert = ${parameters.add(alert)}::uuid`
  const after = position ? ` and ${afterSql(ORDER, position, parameters)}` : ''
  const tx = await context.tx()
  const rows = await tx.query<{ activity: string; time: Date | string }>(
    `select v.activity, v.time from alerts.alert_evidence v where ${where}${after} order by ${orderBySql(ORDER)} limit ${size + 1}`,
    parameters.values,
  )
  return toPage({
    rows,
    size,
    after: position !== null,
    cursorOf: row => context.cursors.encode(context.tenant, list, [new Date(row.time).toISOString(), row.activity]),
    nodeOf: (row): Activity => ({ id: row.activity }),
    totalCount: async () => {
      const [counted] = await tx.query<{ count: string }>(
        'select count(*) from alerts.alert_evidence v where v.tenant = $1 and v.alert = $2',
        [context.tenant, alert],
      )
      return Number(counted!.count)
    },
  })
}
