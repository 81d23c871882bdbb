import { CasbahError, type Tx } from '@casbah/kit'
import { all, type Condition } from '../filter/condition.ts'
import { spanOf } from '../filter/span.ts'
import { Parameters, toSql } from '../filter/sql.ts'
import type { ActivityField, HistogramBucket, Interval, ValueCount } from './counts.type.ts'

const WIDTH_MS: Record<Interval, number> = { MINUTE: 60_000, HOUR: 3_600_000, DAY: 86_400_000, WEEK: 604_800_000 }
/** A Monday; all widths are counted from it. */
const ORIGIN = Date.UTC(2001, 0, 1)
const USUAL_SPAN_MS = 7 * 86_400_000
const MAX_BUCKETS = 1_000
const MAX_VALUES = 100
const GROUPS = 10

const FIELD_SQL: Record<ActivityField, string> = {
  APP: 'a.app',
  CONNECTOR: 'a.connector',
  ACTION: 'a.action',
  VENDOR_ACTION: 'a.vendor_action',
  CLASS_UID: 'a.class_uid::text',
  SEVERITY: 'a.severity',
  ACTOR: 'coalesce(a.actor_account, a.actor_name, a.actor_email, a.actor_external)',
  TARGET_KIND: 'kind.value',
  OUTCOME: 'a.outcome',
  IP_ADDRESS: 'host(a.ip)',
  COUNTRY: 'a.country',
  ASN: 'a.asn::text',
  NETWORK_TAG: 'a.network_tag',
  BROWSER: 'a.browser',
  OS: 'a.os',
}

/** An activity with several targets counts once for each of their kinds. */
const KINDS = `left join lateral (select distinct t->>'kind' as value from json_array_elements(a.targets) t) kind on true`

interface CountRow {
  value: string
  count: number
  account: string | null
}

/** Counts per bucket over the span of the condition (the last 7 days where it gives none), empty buckets included. */
export async function histogram(
  tx: Tx,
  condition: Condition,
  interval: Interval,
  groupBy: ActivityField | null,
  now: number,
): Promise<HistogramBucket[]> {
  const width = WIDTH_MS[interval]
  const span = spanOf(condition)
  const until = span.until ?? now + 1
  const since = span.since ?? until - USUAL_SPAN_MS
  if (since >= until) return []
  const first = Math.floor((since - ORIGIN) / width)
  const buckets = Math.floor((until - 1 - ORIGIN) / width) - first + 1
  if (buckets > MAX_BUCKETS)
    throw new CasbahError(
      'BAD_USER_INPUT',
      `The span makes ${buckets} buckets; ${MAX_BUCKETS} are the most. Narrow \`filter.time\` or take a wider \`interval\`.`,
    )
  const parameters = new Parameters()
  const where = toSql(all({ is: 'time', since, until }, condition), parameters)
  const bucket = `floor((extract(epoch from a.time) * 1000 - ${ORIGIN}) / ${width})::int`
  const counted = await tx.query<{ bucket: number; count: number }>(
    `select ${bucket} as bucket, count(*)::float8 as count from activities.activity a where ${where} group by 1`,
    parameters.values,
  )
  const counts = new Map(counted.map(row => [row.bucket, row.count]))
  const groups = groupBy ? await grouped(tx, where, parameters, bucket, groupBy) : new Map<number, ValueCount[]>()
  return Array.from({ length: buckets }, (_, index) => ({
    start: new Date(ORIGIN + (first + index) * width),
    count: counts.get(first + index) ?? 0,
    groups: groups.get(first + index) ?? [],
  }))
}

async function grouped(tx: Tx, where: string, parameters: Parameters, bucket: string, field: ActivityField) {
  const rows = await tx.query<CountRow & { bucket: number }>(
    `select bucket, value, count::float8 as count, account from (
       select bucket, value, count, account, row_number() over (partition by bucket order by count desc, value) as rank from (
         select ${bucket} as bucket, coalesce(${FIELD_SQL[field]}, '') as value, count(*) as count, max(a.actor_account) as account
         from activities.activity a ${joins(field)} where ${where} group by 1, 2) counted) ranked
     where rank <= ${GROUPS} order by bucket, rank`,
    parameters.values,
  )
  const groups = new Map<number, ValueCount[]>()
  for (const [key, group] of Map.groupBy(rows, row => row.bucket))
    groups.set(
      key,
      group.map(row => toValueCount(row, field)),
    )
  return groups
}

/** The most frequent values of a field; of the last 7 days where the condition gives no time. */
export async function topValues(
  tx: Tx,
  condition: Condition,
  field: ActivityField,
  first: number | null,
  now: number,
): Promise<ValueCount[]> {
  const size = first ?? 10
  if (size < 0 || size > MAX_VALUES)
    throw new CasbahError('BAD_USER_INPUT', `first is ${size}; it must be from 0 to ${MAX_VALUES}.`)
  const span = spanOf(condition)
  const usual: Condition = { is: 'time', since: now - USUAL_SPAN_MS, until: null }
  const parameters = new Parameters()
  const where = toSql(span.since === null && span.until === null ? all(usual, condition) : condition, parameters)
  const rows = await tx.query<CountRow>(
    `select coalesce(${FIELD_SQL[field]}, '') as value, count(*)::float8 as count, max(a.actor_account) as account
     from activities.activity a ${joins(field)} where ${where} group by 1 order by 2 desc, 1 limit ${size}`,
    parameters.values,
  )
  return rows.map(row => toValueCount(row, field))
}

const joins = (field: ActivityField) => (field === 'TARGET_KIND' ? KINDS : '')

function toValueCount({ value, count, account }: CountRow, field: ActivityField): ValueCount {
  return {
    value,
    count,
    app: field === 'APP' && value ? { id: value } : null,
    account: field === 'ACTOR' && account === value ? { id: account } : null,
  }
}
