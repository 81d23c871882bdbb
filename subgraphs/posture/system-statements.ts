import type { Database } from '@casbah/kit'
import { APART_SECONDS, LATEST_SECONDS, SETTLE_SECONDS } from './drift/want-touched.ts'

// Every statement of posture that reaches across tenants.

/** Apps due for an assessment at `now`: a day has passed since the last, or their connector has got controls since. */
export async function dueApps(db: Database, now: Date): Promise<{ tenant: string; id: string; wanted_at: Date }[]> {
  const { rows } = await db.system.query<{ tenant: string; id: string; wanted_at: Date }>(
    `select a.tenant, a.id, a.wanted_at from posture.app a
     where a.state in ('SYNCING', 'HEALTHY', 'DEGRADED')
       and (a.wanted_at <= $1::timestamptz - interval '24 hours'
         or exists (select 1 from posture.control c where c.connector = a.connector and not c.retired and c.added_at > a.wanted_at))
     limit 500`,
    [now],
  )
  return rows
}

/** Tenants with exceptions or attestations whose time is over at `now`. */
export async function tenantsWithEndedDecisions(db: Database, now: Date): Promise<string[]> {
  const { rows } = await db.system.query<{ tenant: string }>(
    `select tenant from posture.exception where ended_at is null and expires_at <= $1
     union select tenant from posture.finding where attestation_expires_at <= $1`,
    [now],
  )
  return rows.map(({ tenant }) => tenant)
}

/** When the touches of an app make an assessment due, of posture.touch `t` and posture.app `a`, grouped by app. */
const TOUCHES_DUE = `greatest(least(max(t.seen_at) + interval '${SETTLE_SECONDS} seconds', min(t.first_at) + interval '${LATEST_SECONDS} seconds'),
  a.touched_wanted_at + interval '${APART_SECONDS} seconds')`
const TOUCHES = `posture.touch t join posture.app a on a.tenant = t.tenant and a.id = t.app and a.state in ('SYNCING', 'HEALTHY', 'DEGRADED')
  where t.pending group by t.tenant, t.app, a.touched_wanted_at`

/** Apps whose settings were touched and that are due to be looked at again at `now`. */
export async function touchedApps(db: Database, now: Date): Promise<{ tenant: string; app: string }[]> {
  const { rows } = await db.system.query<{ tenant: string; app: string }>(
    `select t.tenant, t.app from ${TOUCHES} having ${TOUCHES_DUE} <= $1 limit 500`,
    [now],
  )
  return rows
}

/** When the next decision ends or touched app is due; null when nothing is. */
export async function nextDue(db: Database): Promise<Date | null> {
  const { rows } = await db.system.query<{ due: Date | null }>(
    `select min(due) as due from (
       (select expires_at as due from posture.exception where ended_at is null order by expires_at limit 1)
       union all (select min(attestation_expires_at) from posture.finding)
       union all (select min(due) from (select ${TOUCHES_DUE} as due from ${TOUCHES}) touched)) every`,
  )
  return rows[0]!.due
}

/** Whether the database answers. */
export async function answers(db: Database): Promise<boolean> {
  return (await db.system.query('select 1')).rowCount === 1
}
