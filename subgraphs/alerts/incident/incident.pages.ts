import { pageSize, toPage, type Context, type Page } from '@casbah/kit'
import { filterSql } from '../alert/alert.filter.ts'
import type { AlertFilter } from '../alert/alert.inputs.ts'
import { Detection } from '../detection/consumer.ts'
import { afterSql, orderBySql, type OrderColumn } from '../graphql/keyset.ts'
import type { PageArgs } from '../graphql/page-args.ts'
import { Parameters } from '../graphql/sql.ts'
import { incidentById } from './incident.loaders.ts'
import type { Incident } from './incident.type.ts'

/** By the number of the step that changed it last, which no two share. */
const ORDER: OrderColumn[] = [{ sql: 'i.changed', type: 'bigint', descending: true }]
const LIST = 'incidents'
const COUNTED = 100_000

/** Incidents with a matching alert, the last changed first. */
export async function incidentPage(
  context: Context,
  args: PageArgs & { filter?: AlertFilter | null },
): Promise<Page<Incident>> {
  const size = pageSize(args.first)
  const position = args.after ? context.cursors.decode<unknown[]>(context.tenant, LIST, args.after) : null
  const parameters = new Parameters()
  const where = matching(context.tenant, args.filter, parameters, context.instance(Detection).now())
  const counted = [...parameters.values]
  const after = position ? ` and ${afterSql(ORDER, position, parameters)}` : ''
  const tx = await context.tx()
  const rows = await tx.query<{ id: string; changed: string }>(
    `select i.id, i.changed from alerts.incident i where ${where}${after} order by ${orderBySql(ORDER)} limit ${size + 1}`,
    parameters.values,
  )
  // One that was merged since the rows were read is shown as what it has become.
  const found = await Promise.all(
    rows.slice(0, size).map(async row => [row.id, (await incidentById(context, row.id))!] as const),
  )
  const incidents = new Map(found)
  return toPage({
    rows,
    size,
    after: position !== null,
    cursorOf: row => context.cursors.encode(context.tenant, LIST, [row.changed]),
    nodeOf: row => incidents.get(row.id)!,
    totalCount: async () => {
      const [row] = await tx.query<{ count: string }>(
        `select count(*) from (select 1 from alerts.incident i where ${where} limit ${COUNTED}) as found`,
        counted,
      )
      return Number(row!.count)
    },
  })
}

function matching(tenant: string, filter: AlertFilter | null | undefined, parameters: Parameters, now: number): string {
  const conditions = [`i.tenant = ${parameters.add(tenant)}`, 'i.merged_into is null']
  if (filter)
    conditions.push(`exists (select 1 from alerts.alert a where a.tenant = i.tenant and a.incident = i.id
      and ${filterSql(filter, parameters, now)})`)
  return conditions.join(' and ')
}
