import type { Database } from '@casbah/kit'

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
    'select distinct tenant from posture.finding where exception_expires_at <= $1 or attestation_expires_at <= $1',
    [now],
  )
  return rows.map(({ tenant }) => tenant)
}

/** Whether the database answers. */
export async function answers(db: Database): Promise<boolean> {
  return (await db.system.query('select 1')).rowCount === 1
}
