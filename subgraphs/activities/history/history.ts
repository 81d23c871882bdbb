import { CasbahError, type Cursors, type Database, type StoredActivity } from '@casbah/kit'
import { parseActivityId } from '../activity/activity-id.ts'
import { fromRow, SUMMARY_COLUMNS, type ActivityRow } from '../activity/activity.row.ts'
import type { ActivityFilter } from '../filter/activity-filter.input.ts'
import { readFilter } from '../filter/read-filter.ts'
import { moment, Parameters, toSql } from '../filter/sql.ts'

/** Activities of one page, at most. */
export const MOST = 5_000
const LIST = 'history'

/** Which activities; times in epoch ms, `since` included, `until` not. */
export interface HistoryRequest {
  since: number
  until: number
  /** As in the graph, but with times in epoch ms or RFC 3339 text. */
  filter?: ActivityFilter | null
  /** `next` of the page before. */
  after?: string | null
  /** Activities of the page, 1 to 5,000, which is the default. */
  size?: number
}

/** A page in order of event time; `next` is null behind the last. */
export interface HistoryPage {
  items: StoredActivity[]
  next: string | null
}

/** Reads a tenant's stored activities in the order of their time, whole, for those who judge the past. */
export class HistoryReader {
  private readonly db: Database
  private readonly cursors: Cursors

  constructor(db: Database, cursors: Cursors) {
    this.db = db
    this.cursors = cursors
  }

  page(tenant: string, request: HistoryRequest): Promise<HistoryPage> {
    const after = request.after ? this.cursors.decode<[number, string]>(tenant, LIST, request.after) : null
    return this.db.read(tenant, async tx => {
      const condition = await readFilter(withDates(request.filter), async () => tx)
      const parameters = new Parameters()
      const parts = [
        toSql({ is: 'time', since: after?.[0] ?? request.since, until: request.until }, parameters),
        toSql(condition, parameters),
      ]
      if (after)
        parts.push(
          `(a.time, a.id) > (${parameters.add(moment(after[0]))}::timestamptz, ${parameters.add(after[1])}::uuid)`,
        )
      const size = Math.trunc(request.size ?? MOST)
      const rows = await tx.query<HistoryRow>(
        `${SELECT} where ${parts.join(' and ')} order by a.time, a.id limit ${size + 1}`,
        parameters.values,
      )
      const kept = rows.slice(0, size)
      const last = kept.at(-1)
      return {
        items: kept.map(toStored),
        next: rows.length > size && last ? this.cursors.encode(tenant, LIST, [last.time, last.id]) : null,
      }
    })
  }

  /** Those of these ids that there are, in no certain order. */
  many(tenant: string, ids: readonly string[]): Promise<StoredActivity[]> {
    const keys = ids.flatMap(id => parseActivityId(id) ?? [])
    if (!keys.length) return Promise.resolve([])
    return this.db.read(tenant, async tx => {
      // Times name the partitions; a pair that was not asked for is another's time with another's id, and falls out below.
      const rows = await tx.query<HistoryRow>(
        `${SELECT} where a.time = any($1::timestamptz[]) and a.id = any($2::uuid[])`,
        [keys.map(({ time }) => moment(time)), keys.map(({ uuid }) => uuid)],
      )
      const wanted = new Set(ids)
      return rows.map(toStored).filter(({ id }) => wanted.has(id))
    })
  }

  /** Null when there is none. */
  one(tenant: string, id: string): Promise<StoredActivity | null> {
    const key = parseActivityId(id)
    if (!key) return Promise.resolve(null)
    return this.db.read(tenant, async tx => {
      const [row] = await tx.query<HistoryRow>(`${SELECT} where a.time = $1::timestamptz and a.id = $2`, [
        moment(key.time),
        key.uuid,
      ])
      return row ? toStored(row) : null
    })
  }
}

interface HistoryRow extends ActivityRow {
  raw: string
  user_id: string | null
}

const SELECT = `select ${SUMMARY_COLUMNS}, a.raw::text as raw, owner.user_id from activities.activity a
  left join activities.account owner on owner.id = a.actor_account`

function toStored(row: HistoryRow): StoredActivity {
  return { ...fromRow(row), raw: row.raw, userId: row.user_id }
}

/** Over the wire moments are text or numbers. */
function withDates(filter: ActivityFilter | null | undefined): ActivityFilter | null {
  if (!filter) return null
  const { time } = filter
  return {
    ...filter,
    ...(time && { time: { since: date(time.since), until: date(time.until) } }),
    ...(filter.and && { and: filter.and.map(each => withDates(each)!) }),
    ...(filter.or && { or: filter.or.map(each => withDates(each)!) }),
    ...(filter.not && { not: withDates(filter.not) }),
  }
}

function date(value: Date | string | number | null | undefined): Date | null {
  if (value === null || value === undefined) return null
  const read = new Date(value)
  if (Number.isNaN(read.getTime())) throw new CasbahError('BAD_USER_INPUT', `${JSON.stringify(value)} is no time.`)
  return read
}
