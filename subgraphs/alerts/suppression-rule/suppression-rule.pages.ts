import { pageSize, toPage, type Context, type Page } from '@casbah/kit'
import { isUuid } from '../alert/alert.loaders.ts'
import { afterSql, orderBySql, type OrderColumn } from '../graphql/keyset.ts'
import type { PageArgs } from '../graphql/page-args.ts'
import { Parameters } from '../graphql/sql.ts'
import { RULE_COLUMNS, toRule, type RuleRow } from './rule-row.ts'
import type { SuppressionRule } from './suppression-rule.type.ts'

const ORDER: OrderColumn[] = [
  { sql: 'r.created_at', type: 'timestamptz', descending: true },
  { sql: 'r.id', type: 'uuid', descending: false },
]
const LIST = 'suppression-rules'

/** Rules in force and expired, the last made first. */
export async function rulePage(context: Context, args: PageArgs): Promise<Page<SuppressionRule>> {
  const size = pageSize(args.first)
  const position = args.after ? context.cursors.decode<unknown[]>(context.tenant, LIST, args.after) : null
  const parameters = new Parameters()
  const where = `r.tenant = ${parameters.add(context.tenant)}`
  const after = position ? ` and ${afterSql(ORDER, position, parameters)}` : ''
  const tx = await context.tx()
  const rows = await tx.query<RuleRow>(
    `select ${RULE_COLUMNS} from alerts.suppression_rule r where ${where}${after} order by ${orderBySql(ORDER)} limit ${size + 1}`,
    parameters.values,
  )
  return toPage({
    rows,
    size,
    after: position !== null,
    cursorOf: row => context.cursors.encode(context.tenant, LIST, [new Date(row.created_at).toISOString(), row.id]),
    nodeOf: toRule,
    totalCount: async () => {
      const [row] = await tx.query<{ count: string }>(
        'select count(*) from alerts.suppression_rule where tenant = $1',
        [tx.tenant],
      )
      return Number(row!.count)
    },
  })
}

/** A rule by id; null when the tenant has none such. */
export function ruleById(context: Context, id: string): Promise<SuppressionRule | null> {
  return context
    .loader<string, SuppressionRule | null>(ruleById, async (ids, ctx) => {
      const rows = await (
        await ctx.tx()
      ).query<RuleRow>(
        `select ${RULE_COLUMNS} from alerts.suppression_rule r where r.tenant = $1 and r.id = any($2::uuid[])`,
        [ctx.tenant, ids.filter(isUuid)],
      )
      const found = new Map(rows.map(row => [row.id, toRule(row)]))
      return ids.map(each => found.get(each) ?? null)
    })
    .load(id)
}
