import type { Context, Stored, Tx } from '@casbah/kit'
import { uuidOf } from '../policy/built-in/index.ts'
import { BACKTEST_COLUMNS, toBacktest, type BacktestRow } from './backtest.row.ts'
import type { Backtest } from './backtest.type.ts'

/** Streams of an app end one after the other: the report waits until none has ended for so long, and is made anew when one comes late. */
const QUIET_SECONDS = 20

/** Asks for the history report of each app of which a stream's first backfill is in the log now, in the transaction that judges it. */
export async function noteBackfills(tx: Tx, items: readonly Stored[]): Promise<void> {
  const ends = new Map<string, number>()
  for (const item of items)
    if (item.type === 'backfillEnd') ends.set(item.app, Math.max(item.at, ends.get(item.app) ?? 0))
  for (const [app, at] of ends)
    await tx.query(
      `insert into alerts.backtest as b (tenant, id, app, subject, state, since, until, not_before)
       values ($1, $2, $3, 'null', 'QUEUED', $4, $4, now() + interval '${QUIET_SECONDS} seconds')
       on conflict (tenant, id) do update set state = 'QUEUED', until = greatest(b.until, excluded.until), worker = null, attempts = 0,
         not_before = excluded.not_before, ended_at = null, error = null`,
      [tx.tenant, uuidOf('history-report', tx.tenant, app), app, new Date(at).toISOString()],
    )
}

/** The history report of an app; null before its first backfill is read. */
export async function historyReportOf(context: Context, app: string): Promise<Backtest | null> {
  return context
    .loader<string, Backtest | null>(historyReportOf, async (apps, ctx) => {
      const tx = await ctx.tx()
      const rows = await tx.query<BacktestRow & { app: string }>(
        `select b.app, ${BACKTEST_COLUMNS} from alerts.backtest b where b.tenant = $1 and b.app = any($2)`,
        [ctx.tenant, apps],
      )
      const found = new Map(rows.map(row => [row.app, toBacktest(row)]))
      return apps.map(each => found.get(each) ?? null)
    })
    .load(app)
}
