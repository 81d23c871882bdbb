import type { Tx } from '@casbah/kit'
import type { QuarantinedRow } from '@casbah/host'

/** Keeps rows of an app that could not be read, each with its reason. */
export async function keepQuarantine(tx: Tx, app: string, quarantine: readonly QuarantinedRow[]): Promise<void> {
  if (!quarantine.length) return
  // PostgreSQL's text cannot hold NUL; such a row is kept with the escape in its place.
  const rows = quarantine.map(row => ({
    ...row,
    raw: row.raw.replaceAll('\0', '\\u0000'),
    at: new Date(row.observedAt),
  }))
  await tx.query(
    `insert into apps.quarantine (tenant, app, stream, reason, raw, at)
     select $1, $2, * from unnest($3::text[], $4::text[], $5::text[], $6::timestamptz[])`,
    [
      tx.tenant,
      app,
      rows.map(row => row.stream),
      rows.map(row => row.reason),
      rows.map(row => row.raw),
      rows.map(row => row.at),
    ],
  )
}
