import { pageSize, toPage, type Context } from '@casbah/kit'
import type { Condition } from '../filter/condition.ts'
import { moment, Parameters, toSql } from '../filter/sql.ts'
import { parseActivityId, activityId } from './activity-id.ts'
import type { ActivityOrder } from './activity.enums.ts'
import { fromRow, SUMMARY_COLUMNS, type ActivityRow } from './activity.row.ts'
import { toActivity, type Activity, type ActivityPage } from './activity.type.ts'

/** `totalCount` is exact up to here. */
const MAX_COUNT = 100_000

/** A place in a list: the last activity's time (epoch ms) and uuid. */
type Position = [time: number, uuid: string]

/** One page of the tenant's activities. */
export interface ListRequest {
  condition: Condition
  order: ActivityOrder
  first: number | null | undefined
  after: string | null | undefined
  /** What the cursors belong to. */
  list: string
}

export async function listActivities(context: Context, request: ListRequest): Promise<ActivityPage> {
  const size = pageSize(request.first)
  const position = positionOf(context, request.list, request.after)
  const parameters = new Parameters()
  const where = toSql(request.condition, parameters)
  const tx = await context.tx()
  const rows = await tx.query<ActivityRow>(
    `select ${SUMMARY_COLUMNS} from activities.activity a
     where ${where} and ${after(position, request.order, parameters)} ${orderBy(request.order)} limit ${size + 1}`,
    parameters.values,
  )
  return page(context, request.list, rows, size, position !== null, () => countActivities(context, request.condition))
}

/** Pages of many owners' activities in one statement, newest first; `ownerSql` says which rows of `a` are those of `k.owner`. */
export async function listByOwner(
  context: Context,
  owners: readonly string[],
  ownerSql: string,
  request: Omit<ListRequest, 'order' | 'list'> & { listOf: (owner: string) => string },
): Promise<ActivityPage[]> {
  const size = pageSize(request.first)
  const parameters = new Parameters()
  const keys = parameters.add(owners)
  // A cursor belongs to one owner; of several each refuses the others'.
  const positions = owners.map(owner => positionOf(context, request.listOf(owner), request.after))
  const where = toSql(request.condition, parameters)
  const tx = await context.tx()
  const rows = await tx.query<ActivityRow & { owner: string }>(
    `select k.owner, found.* from unnest(${keys}::text[]) as k(owner) cross join lateral (
       select ${SUMMARY_COLUMNS} from activities.activity a
       where ${ownerSql} and ${where} and ${after(positions[0] ?? null, 'TIME_DESC', parameters)}
       ${orderBy('TIME_DESC')} limit ${size + 1}) found`,
    parameters.values,
  )
  return owners.map(owner =>
    page(
      context,
      request.listOf(owner),
      rows.filter(row => row.owner === owner),
      size,
      request.after !== null && request.after !== undefined,
      () => countByOwner(context, owner, ownerSql, request.condition),
    ),
  )
}

/** Activities by public id, in the order asked for; null where there is none. */
export async function activitiesById(ids: readonly string[], context: Context): Promise<(Activity | null)[]> {
  const keys = ids.flatMap(id => parseActivityId(id) ?? [])
  const tx = await context.tx()
  // Laterally, so that each key goes to its own partition's index.
  const rows = keys.length
    ? await tx.query<ActivityRow>(
        `select a.* from unnest($1::timestamptz[], $2::uuid[]) as k(time, id) cross join lateral (
           select ${SUMMARY_COLUMNS} from activities.activity a where a.time = k.time and a.id = k.id limit 1) a`,
        [keys.map(key => moment(key.time)), keys.map(key => key.uuid)],
      )
    : []
  const found = new Map(rows.map(row => [activityId(row.time, row.id), row]))
  return ids.map(id => {
    const row = found.get(id)
    return row ? toActivity(fromRow(row)) : null
  })
}

/** The vendors' events of activities, as JSON text, in the order asked for. */
export async function rawById(ids: readonly string[], context: Context): Promise<(string | Error)[]> {
  const keys = ids.flatMap(id => parseActivityId(id) ?? [])
  const tx = await context.tx()
  const rows = await tx.query<{ id: string; time: number; raw: string }>(
    `select a.* from unnest($1::timestamptz[], $2::uuid[]) as k(time, id) cross join lateral (
       select a.id, (extract(epoch from a.time) * 1000)::float8 as time, a.raw::text as raw
       from activities.activity a where a.time = k.time and a.id = k.id limit 1) a`,
    [keys.map(key => moment(key.time)), keys.map(key => key.uuid)],
  )
  const found = new Map(rows.map(row => [activityId(row.time, row.id), row.raw]))
  return ids.map(id => found.get(id) ?? new Error(`activity ${id} is gone`))
}

async function countActivities(context: Context, condition: Condition): Promise<number> {
  const parameters = new Parameters()
  return count(context, toSql(condition, parameters), parameters)
}

async function countByOwner(context: Context, owner: string, ownerSql: string, condition: Condition): Promise<number> {
  const parameters = new Parameters()
  const where = ownerSql.replaceAll('k.owner', parameters.add(owner))
  return count(context, `${where} and ${toSql(condition, parameters)}`, parameters)
}

async function count(context: Context, where: string, parameters: Parameters): Promise<number> {
  const tx = await context.tx()
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::int as count from (select 1 from activities.activity a where ${where} limit ${MAX_COUNT}) counted`,
    parameters.values,
  )
  return row!.count
}

function positionOf(context: Context, list: string, cursor: string | null | undefined): Position | null {
  return cursor === null || cursor === undefined ? null : context.cursors.decode<Position>(context.tenant, list, cursor)
}

/** Rows behind a position; `time` is said by itself too, since partitions are chosen by it. */
function after(position: Position | null, order: ActivityOrder, parameters: Parameters): string {
  if (!position) return 'true'
  const sign = order === 'TIME_DESC' ? '<' : '>'
  const time = `${parameters.add(moment(position[0]))}::timestamptz`
  return `a.time ${sign}= ${time} and (a.time, a.id) ${sign} (${time}, ${parameters.add(position[1])}::uuid)`
}

function orderBy(order: ActivityOrder): string {
  return order === 'TIME_DESC' ? 'order by a.time desc, a.id desc' : 'order by a.time, a.id'
}

function page(
  context: Context,
  list: string,
  rows: ActivityRow[],
  size: number,
  isAfter: boolean,
  totalCount: () => Promise<number>,
): ActivityPage {
  return toPage({
    rows,
    size,
    after: isAfter,
    cursorOf: row => context.cursors.encode(context.tenant, list, [row.time, row.id] satisfies Position),
    nodeOf: row => toActivity(fromRow(row)),
    totalCount,
  })
}
