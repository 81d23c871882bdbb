import { CasbahError, pageSize, toPage, type Context, type Page } from '@casbah/kit'
import type { Where } from './where.ts'

/** What every list takes. */
export interface PageArgs {
  first?: number | null | undefined
  after?: string | null | undefined
}

/** A list in keyset order. */
export interface List {
  /** Name that cursors are signed for; another for each order. */
  name: string
  table: string
  /** SQL of the sort key and its PostgreSQL type; the id breaks ties, always ascending. */
  key: string
  type: string
  descending?: boolean
}

const COUNTED = 100_000

/** A page of a list: ids are found in SQL, objects come from a loader. */
export async function listPage<Node>(
  context: Context,
  list: List,
  where: Where,
  page: PageArgs,
  load: (ids: string[]) => Promise<(Node | null | Error)[]>,
): Promise<Page<Node>> {
  const size = pageSize(page.first)
  const tx = await context.tx()
  const all = where.sql
  const countParameters = [...where.parameters]
  if (page.after) {
    const [key, id] = position(context, list, page.after)
    const at = `${where.value(key)}::${list.type}`
    // The first of the two lets an index begin there.
    where.add(`${list.key} ${list.descending ? '<=' : '>='} ${at}`)
    where.add(
      `(${list.key} ${list.descending ? '<' : '>'} ${at} or (${list.key} = ${at} and id > ${where.value(id)}::uuid))`,
    )
  }
  const rows = await tx.query<{ id: string; key: string }>(
    `select id::text, (${list.key})::text as key from ${list.table} where ${where.sql}
     order by ${list.key} ${list.descending ? 'desc' : 'asc'}, ${list.table}.id limit ${size + 1}`,
    where.parameters,
  )
  const kept = rows.slice(0, size)
  const nodes = await load(kept.map(row => row.id))
  const byId = new Map(kept.map((row, index) => [row.id, nodes[index] as Node]))
  return toPage({
    rows,
    size,
    after: Boolean(page.after),
    cursorOf: row => context.cursors.encode(context.tenant, list.name, [row.key, row.id]),
    nodeOf: row => byId.get(row.id)!,
    totalCount: async () => {
      const [counted] = await tx.query<{ n: number }>(
        `select count(*)::int as n from (select 1 from ${list.table} where ${all} limit ${COUNTED}) as counted`,
        countParameters,
      )
      return counted!.n
    },
  })
}

function position(context: Context, list: List, cursor: string): [string, string] {
  const at = context.cursors.decode<unknown>(context.tenant, list.name, cursor)
  if (Array.isArray(at) && typeof at[0] === 'string' && typeof at[1] === 'string') return [at[0], at[1]]
  throw new CasbahError(
    'BAD_CURSOR',
    'The cursor does not belong to this list. Leave `after` out to begin at the start.',
  )
}
