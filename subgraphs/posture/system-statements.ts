import type { Database } from '@casbah/kit'

// Every statement of posture that reaches across tenants.

/** Apps due for their daily assessment, and apps whose exceptions or attestations ended since `since`: their score must be told anew. */
export async function dueApps(db: Database): Promise<{ tenant: string; id: string }[]> {
  const { rows } = await db.system.query<{ tenant: string; id: string }>(
    `select tenant, id from posture.app where state in ('SYNCING', 'HEALTHY', 'DEGRADED') and wanted_at < now() - interval '24 hours' limit 500`,
  )
  return rows
}

export async function appsWithEndedDecisions(db: Database, since: Date): Promise<{ tenant: string; app: string }[]> {
  const { rows } = await db.system.query<{ tenant: string; app: string }>(
    `select distinct tenant, app from posture.finding
     where (exception_expires_at > $1 and exception_expires_at <= now()) or (attestation_expires_at > $1 and attestation_expires_at <= now()) limit 500`,
    [since],
  )
  return rows
}
