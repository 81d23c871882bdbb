import { pageSize, toPage, type Context, type Page } from '@casbah/kit'
import { isUuid } from '../alert/alert.loaders.ts'
import type { ExplanationData } from '../detection/detector.ts'
import { afterSql, orderBySql, type OrderColumn } from '../graphql/keyset.ts'
import type { PageArgs } from '../graphql/page-args.ts'
import { Parameters } from '../graphql/sql.ts'
import { Suppression } from './suppression.type.ts'

interface SuppressionRow {
  id: string
  policy: string
  at: Date | string
  activity: string | null
  user_id: string | null
  name: string
  explanation: ExplanationData
  rule: string | null
}

const ORDER: OrderColumn[] = [
  { sql: 's.at', type: 'timestamptz', descending: true },
  { sql: 's.id', type: 'bigint', descending: true },
]
/** Up to here a count is exact. */
const COUNTED = 100_000

/** What was not raised, newest first; of one policy or of all. */
export async function suppressionPage(
  context: Context,
  args: PageArgs & { policy?: string | null },
): Promise<Page<Suppression>> {
  const size = pageSize(args.first)
  const list = `suppressions:${args.policy ?? ''}`
  const position = args.after ? context.cursors.decode<unknown[]>(context.tenant, list, args.after) : null
  const parameters = new Parameters()
  let where = `s.tenant = ${parameters.add(context.tenant)}`
  if (args.policy != null)
    where += isUuid(args.policy) ? ` and s.policy = ${parameters.add(args.policy)}::uuid` : ' and false'
  const counted = [...parameters.values]
  const after = position ? ` and ${afterSql(ORDER, position, parameters)}` : ''
  const tx = await context.tx()
  const rows = await tx.query<SuppressionRow>(
    `select s.id, s.policy, s.at, s.activity, s.user_id, s.name, s.explanation, s.rule from alerts.suppression s where ${where}${after}
     order by ${orderBySql(ORDER)} limit ${size + 1}`,
    parameters.values,
  )
  return toPage({
    rows,
    size,
    after: position !== null,
    cursorOf: row => context.cursors.encode(context.tenant, list, [new Date(row.at).toISOString(), row.id]),
    nodeOf: toSuppression,
    totalCount: async () => {
      const [row] = await tx.query<{ count: string }>(
        `select count(*) from (select 1 from alerts.suppression s where ${where} limit ${COUNTED}) as counted`,
        counted,
      )
      return Number(row!.count)
    },
  })
}

function toSuppression({ policy, at, activity, user_id, name, explanation, rule }: SuppressionRow): Suppression {
  return Object.assign(new Suppression(), {
    at: new Date(at),
    activity: activity === null ? null : { id: activity },
    user: user_id === null ? null : { id: user_id },
    name,
    explanation,
    policyId: policy,
    ruleId: rule,
  } satisfies Suppression)
}
