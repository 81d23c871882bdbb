import { CasbahError, Severity, type Context } from '@casbah/kit'
import { filterSql } from '../alert/alert.filter.ts'
import type { AlertFilter } from '../alert/alert.inputs.ts'
import { Detection } from '../detection/consumer.ts'
import { Parameters } from '../graphql/sql.ts'
import type { AlertTrend, SeverityTrend, TrendBucket, TrendSeconds } from './sla.type.ts'

const DAY_MS = 24 * 3_600_000
/** Length of a bucket, and when the first one of all time began, ms: 1970 began on a Thursday. */
const BUCKETS: Record<TrendBucket, { length: number; origin: number }> = {
  HOUR: { length: 3_600_000, origin: 0 },
  DAY: { length: DAY_MS, origin: 0 },
  WEEK: { length: 7 * DAY_MS, origin: 4 * DAY_MS },
}
const MOST_BUCKETS = 400
const WORST_FIRST = (Object.keys(Severity) as Severity[]).toReversed()

export interface TrendArgs {
  from: Date
  to: Date
  bucket: TrendBucket
  filter?: AlertFilter | null
}

interface Counted {
  bucket: number
  severity: Severity
  count: string
  seconds?: [number, number] | null
}

/** What became of alerts, bucket by bucket: whole buckets, from that of `from` to that before `to`. */
export async function alertTrends(context: Context, { from, to, bucket, filter }: TrendArgs): Promise<AlertTrend[]> {
  const { length, origin } = BUCKETS[bucket]
  const first = Math.floor((from.getTime() - origin) / length)
  const end = Math.ceil((to.getTime() - origin) / length)
  if (!(from < to))
    throw new CasbahError('BAD_USER_INPUT', '`from` is not before `to`. Give an earlier `from`.', { path: ['from'] })
  if (end - first > MOST_BUCKETS)
    throw new CasbahError(
      'BAD_USER_INPUT',
      `That is ${end - first} buckets of one ${bucket.toLowerCase()}; ${MOST_BUCKETS} are possible. Take a longer bucket or a shorter time.`,
      { path: ['bucket'] },
    )
  const start = origin + first * length
  const span = { start, end: origin + end * length, length, filter, now: context.instance(Detection).now() }
  const tx = await context.tx()
  const read = (sql: { text: string; values: unknown[] }) => tx.query<Counted>(sql.text, sql.values)
  const raised = await read(trendSql('raised', context.tenant, span))
  const acknowledged = await read(trendSql('acknowledged', context.tenant, span))
  const resolved = await read(trendSql('resolved', context.tenant, span))
  const late = [
    ...(await read(trendSql('acknowledgeLate', context.tenant, span))),
    ...(await read(trendSql('resolveLate', context.tenant, span))),
  ]
  const cells = new Map<string, SeverityTrend>()
  const cell = ({ bucket: at, severity }: Counted): SeverityTrend => {
    const key = `${at}|${severity}`
    const known = cells.get(key)
    if (known) return known
    const made = {
      severity,
      raised: 0,
      acknowledged: 0,
      resolved: 0,
      breached: 0,
      timeToAcknowledge: null,
      timeToResolve: null,
    }
    cells.set(key, made)
    return made
  }
  for (const row of raised) cell(row).raised = Number(row.count)
  for (const row of late) cell(row).breached += Number(row.count)
  for (const row of acknowledged)
    Object.assign(cell(row), { acknowledged: Number(row.count), timeToAcknowledge: secondsOf(row) })
  for (const row of resolved) Object.assign(cell(row), { resolved: Number(row.count), timeToResolve: secondsOf(row) })
  return Array.from({ length: end - first }, (_, place) => ({
    start: new Date(start + place * length),
    end: new Date(start + (place + 1) * length),
    severities: WORST_FIRST.flatMap(severity => cells.get(`${place}|${severity}`) ?? []),
  }))
}

function secondsOf({ seconds }: Counted): TrendSeconds | null {
  return seconds ? { median: seconds[0], p90: seconds[1] } : null
}

/** Each with the column that its index leads to, so that a span reads what is in it and no more. */
const PARTS = {
  raised: { at: 'raised_at', from: null, where: 'true' },
  acknowledged: { at: 'acknowledged_at', from: 'raised_at', where: 'a.acknowledged_at is not null' },
  resolved: { at: 'resolved_at', from: 'opened_at', where: 'a.resolved_at is not null' },
  acknowledgeLate: {
    at: 'acknowledge_by',
    from: null,
    where: '(a.acknowledged_at is null or a.acknowledged_at > a.acknowledge_by)',
  },
  // One that was acknowledged too late is counted by that.
  resolveLate: {
    at: 'resolve_by',
    from: null,
    where:
      '(a.resolved_at is null or a.resolved_at > a.resolve_by) and a.acknowledged_at is not null and a.acknowledged_at <= a.acknowledge_by',
  },
} as const

/** Counts of one kind by bucket and severity; with median and 90th percentile of the seconds where something took time. */
export function trendSql(
  part: keyof typeof PARTS,
  tenant: string,
  span: { start: number; end: number; length: number; filter?: AlertFilter | null | undefined; now: number },
): { text: string; values: unknown[] } {
  const { at, from, where } = PARTS[part]
  const parameters = new Parameters()
  const moment = (time: number) => `${parameters.add(new Date(time).toISOString())}::timestamptz`
  const start = moment(span.start)
  // What is not due yet is not late.
  const isDue = part === 'acknowledgeLate' || part === 'resolveLate' ? ` and a.${at} < ${moment(span.now)}` : ''
  const seconds = from
    ? `, percentile_cont(array[0.5, 0.9]) within group (order by greatest(0, extract(epoch from a.${at} - a.${from}))::float8) as seconds`
    : ''
  return {
    text: `select floor(extract(epoch from a.${at} - ${start}) * 1000 / ${parameters.add(span.length)}::float8)::int as bucket, a.severity,
       count(*) as count${seconds}
     from alerts.alert a
     where a.tenant = ${parameters.add(tenant)} and a.${at} >= ${start} and a.${at} < ${moment(span.end)}${isDue} and ${where}
       and ${filterSql(span.filter, parameters, span.now)}
     group by 1, 2`,
    values: parameters.values,
  }
}
