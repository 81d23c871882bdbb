import { pageSize, toPage, type Context, type Page } from '@casbah/kit'
import { UUID } from '../finding/finding-filter.ts'
import type { PostureException } from '../finding/finding.type.ts'
import { toException, type ExceptionRow } from './exception-row.ts'
import type { ExceptionFilter } from './exception.type.ts'

/** Exceptions, those that end or ended first at the top. */
export async function listExceptions(
  context: Context,
  asked: {
    filter?: ExceptionFilter | null | undefined
    first?: number | null | undefined
    after?: string | null | undefined
  },
): Promise<Page<PostureException>> {
  const size = pageSize(asked.first)
  const list = 'exceptions'
  const tx = await context.tx()
  const parameters: unknown[] = [new Date()]
  const where = [filterSql(asked.filter ?? {}, parameters)]
  const counted = where.join(' and ')
  const forCount = [...parameters]
  if (asked.after) {
    const { at, id } = context.cursors.decode<{ at: string; id: string }>(context.tenant, list, asked.after)
    where.push(`(x.expires_at, x.id) > ($${parameters.push(at)}::timestamptz, $${parameters.push(id)}::uuid)`)
  }
  const rows = await tx.query<{ row: ExceptionRow }>(
    `select to_json(x) as row from posture.exception x where $1::timestamptz is not null and ${where.join(' and ')} order by x.expires_at, x.id limit ${size + 1}`,
    parameters,
  )
  return toPage({
    rows,
    size,
    after: asked.after != null,
    cursorOf: ({ row }) => context.cursors.encode(context.tenant, list, { at: row.expires_at, id: row.id }),
    nodeOf: ({ row }) => toException(row),
    totalCount: async () => {
      const [count] = await tx.query<{ count: string }>(
        `select count(*) from (select 1 from posture.exception x where $1::timestamptz is not null and ${counted} limit 100000) c`,
        forCount,
      )
      return Number(count!.count)
    },
  })
}

/** A filter as SQL over posture.exception `x`; `$1` is now. */
function filterSql(filter: ExceptionFilter, parameters: unknown[]): string {
  const parts = ['true']
  const any = (column: string, values: unknown[] | null | undefined, cast = 'text') => {
    if (values) parts.push(`${column} = any($${parameters.push(values)}::${cast}[])`)
  }
  const is = (condition: string, wanted: boolean | null | undefined) => {
    if (wanted != null) parts.push(`(${condition}) = ${wanted ? 'true' : 'false'}`)
  }
  is('x.ended_at is null and x.expires_at > $1::timestamptz', filter.inForce)
  is('x.approver is not null', filter.approved)
  is('x.worsened_at is not null', filter.worsened)
  if (filter.expiresBefore) parts.push(`x.expires_at < $${parameters.push(filter.expiresBefore)}::timestamptz`)
  any('x.control', filter.control)
  any('x.kind', filter.kind)
  any(`x.owner ->> 'id'`, filter.owner)
  if (filter.app) {
    const apps = parameters.push(filter.app.filter(id => UUID.test(id)))
    parts.push(`(x.app is null or x.app = any($${apps}::uuid[]))`)
  }
  return parts.join(' and ')
}

/** Loads exceptions in force by id; null for those that have ended meanwhile. */
export async function exceptionsInForce(
  ids: readonly string[],
  context: Context,
): Promise<(PostureException | null)[]> {
  const tx = await context.tx()
  const rows = await tx.query<{ row: ExceptionRow }>(
    'select to_json(x) as row from posture.exception x where x.id = any($2::uuid[]) and x.ended_at is null and x.expires_at > $1::timestamptz',
    [new Date(), ids],
  )
  const byId = new Map(rows.map(({ row }) => [row.id, toException(row)]))
  return ids.map(id => byId.get(id) ?? null)
}
