import type { Stored, StoredActivity, Tx } from '@casbah/kit'
import { tellFindings } from '../finding/tell-findings.ts'
import type { TouchIndex } from './touch-index.ts'

/** An activity may have changed what a control reads. */
export interface Touch {
  app: string
  control: string
  activity: string
  /** The vendor's time, epoch ms. */
  time: number
}

const DAY_MS = 86_400_000
/** How far the vendor's clock, and what it answers right after a change, may be off. */
export const SLACK = `interval '5 minutes'`

/**
 * The touches among activities, the latest of each control. What failed changed nothing, nor did what was simulated; what is history or older than a
 * day was changed before the app was last assessed.
 */
export function touchesOf(items: readonly Stored[], index: TouchIndex, now: Date): Touch[] {
  const touches = new Map<string, Touch>()
  for (const item of items) {
    if (item.type !== 'activity' || !mayChange(item, now)) continue
    for (const control of index.controlsOf(item.connector, item.vendorAction)) {
      const key = `${item.app} ${control}`
      if ((touches.get(key)?.time ?? -Infinity) > item.time) continue
      touches.set(key, { app: item.app, control, activity: item.id, time: item.time })
    }
  }
  return [...touches.values()]
}

function mayChange({ lane, outcome, isSimulated, time }: StoredActivity, now: Date): boolean {
  return lane === 'live' && outcome !== 'FAILURE' && !isSimulated && time > now.getTime() - DAY_MS
}

/**
 * Keeps touches, so that the apps are assessed again and findings that change can name them. A finding that has changed already, seen by an
 * assessment that came before the vendor told of the activity, is given its name now.
 */
export async function storeTouches(tx: Tx, touches: readonly Touch[], now: Date): Promise<void> {
  if (!touches.length) return
  await lockApps(tx, [...new Set(touches.map(({ app }) => app))])
  // Rows are locked in one order, so that two writers cannot wait for each other.
  const rows = touches.toSorted((a, b) => (`${a.app} ${a.control}` < `${b.app} ${b.control}` ? -1 : 1))
  await tx.query(
    `insert into posture.touch as t (tenant, app, control, activity, time, first_at, seen_at, pending, used)
     select $1, n.app, n.control, n.activity, n.time, $6::timestamptz, $6::timestamptz, true, false
     from unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[]) as n(app, control, activity, time)
     where exists (select 1 from posture.app a where a.id = n.app)
     on conflict (tenant, app, control) do update set
       activity = case when excluded.time >= t.time then excluded.activity else t.activity end,
       used = t.used and (excluded.time < t.time or excluded.activity = t.activity),
       time = greatest(excluded.time, t.time), first_at = case when t.pending then t.first_at else excluded.first_at end, seen_at = excluded.seen_at,
       pending = true`,
    [
      tx.tenant,
      rows.map(touch => touch.app),
      rows.map(touch => touch.control),
      rows.map(touch => touch.activity),
      rows.map(touch => new Date(touch.time)),
      now,
    ],
  )
  const named = await tx.query<{ id: string }>(
    `with named as (
       update posture.finding f set changed_by = t.activity, changed_by_at = t.time, version = f.version + 1
       from posture.touch t
       where t.app = any($1::uuid[]) and t.control = any($2::text[]) and not t.used and t.app = f.app and t.control = f.control
         and f.changed_by is null and t.time > f.changed_after - ${SLACK} and t.time <= f.changed_at
       returning f.id, f.app, f.control),
     used as (
       update posture.touch t set used = true from named n where t.app = n.app and t.control = n.control)
     select id from named`,
    [rows.map(touch => touch.app), rows.map(touch => touch.control)],
  )
  await tellFindings(
    tx,
    now,
    named.map(({ id }) => id),
  )
}

/**
 * Has whoever stores touches of these apps and whoever stores what was found there wait for each other, until the end of the transaction: else either may
 * miss what the other is about to tell, and a finding never names what changed it. The apps that there are come back.
 */
export function lockApps(tx: Tx, apps: readonly string[]): Promise<{ id: string }[]> {
  return tx.query<{ id: string }>('select id from posture.app where id = any($1::uuid[]) order by id for update', [
    apps,
  ])
}

/**
 * What was last touched of an app's controls and has not changed a finding yet, at most five minutes before the control was last judged, by control.
 * Locked, as whoever stores touches does, before any finding is.
 */
export async function touchesOfApp(tx: Tx, app: string, at: Date): Promise<Map<string, Touch>> {
  const rows = await tx.query<Touch>(
    `select t.app, t.control, t.activity, (extract(epoch from t.time) * 1000)::float8 as time
     from posture.touch t join posture.finding f on f.app = t.app and f.control = t.control
     where t.app = $1::uuid and not t.used and t.time > f.judged_at - ${SLACK} and t.time <= $2::timestamptz + ${SLACK}
     order by t.control collate "C" for update of t`,
    [app, at],
  )
  return new Map(rows.map(touch => [touch.control, touch]))
}
