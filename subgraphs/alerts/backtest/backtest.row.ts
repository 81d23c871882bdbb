import type { UserErrorData } from '@casbah/kit'
import type { PolicyRow } from '../policy/policy.entity.ts'
import { Backtest, type BacktestState } from './backtest.type.ts'
import type { Sample } from './tally.ts'

const DAY_MS = 24 * 3_600_000
const MOST_DAYS = 400

/** What is run: a policy or draft as it was when it was asked for; null for the history report of an app, which runs what is enabled. */
export interface BacktestSubject {
  policy: PolicyRow
}

/** Columns of `alerts.backtest b` that a Backtest is made of. */
export const BACKTEST_COLUMNS = `b.id, b.policy, b.state, b.progress, b.since, b.until, b.activities_read, b.alert_count, b.suppressed, b.overlap, b.per_day, b.top_users,
  b.samples, b.error`

export interface BacktestRow {
  id: string
  policy: string | null
  state: BacktestState
  progress: number
  since: Date | string
  until: Date | string
  activities_read: string
  alert_count: number
  suppressed: number
  overlap: number
  per_day: { day: number; count: number }[]
  top_users: { user: string; count: number }[]
  samples: Sample[]
  error: UserErrorData | null
}

export function toBacktest(row: BacktestRow): Backtest {
  const [since, until] = [new Date(row.since), new Date(row.until)]
  return Object.assign(new Backtest(), {
    id: row.id,
    state: row.state,
    progress: row.progress,
    since,
    until,
    activitiesRead: Number(row.activities_read),
    alertCount: row.alert_count,
    suppressedCount: row.suppressed,
    overlap: row.overlap,
    perDay: everyDay(row.per_day, since, until),
    topUsers: row.top_users.map(({ user, count }) => ({ user: { id: user }, count })),
    samples: row.samples.map(({ policy, title, severity, at, activity, explanation }) => ({
      title,
      severity,
      at: new Date(at),
      activity: { id: activity },
      explanation,
      policyId: policy,
    })),
    error: row.error,
    policyId: row.policy,
  } satisfies Backtest)
}

/** Days without any, too, so that a chart has no gaps; of a history of years only days with some. */
function everyDay(counted: { day: number; count: number }[], since: Date, until: Date) {
  if (until.getTime() - since.getTime() > MOST_DAYS * DAY_MS)
    return counted.map(({ day, count }) => ({ day: new Date(day), count }))
  const counts = new Map(counted.map(({ day, count }) => [day, count]))
  const days: { day: Date; count: number }[] = []
  for (let day = Math.floor(since.getTime() / DAY_MS) * DAY_MS; day < until.getTime(); day += DAY_MS)
    days.push({ day: new Date(day), count: counts.get(day) ?? 0 })
  return days
}
