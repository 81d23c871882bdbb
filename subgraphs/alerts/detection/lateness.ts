import type { ConnectorChanged, Tx } from '@casbah/kit'

/** How late a stream's events may come when nothing is known of it, ms. */
const USUAL_MS = 24 * 3_600_000

/** How late events of these connectors may come, ms: as late as the slowest of their streams. Null means every connector of the tenant. */
export type LatenessOf = (connectors: readonly string[] | null) => number

export const usualLateness: LatenessOf = () => USUAL_MS

/** Keeps how late the streams of a connector may come, as its card says. Of no tenant. */
export async function copyLateness(cards: ConnectorChanged[], tx: Tx): Promise<void> {
  for (const { slug, streams } of cards) {
    await tx.query('delete from alerts.connector_stream where connector = $1', [slug])
    await tx.query(
      `insert into alerts.connector_stream (connector, stream, lateness_seconds)
       select $1, name, max("latenessSeconds") from json_to_recordset($2) as s(name text, "latenessSeconds" int) group by name`,
      [slug, JSON.stringify(streams)],
    )
  }
}

/** Reads how late events of the tenant's apps may come. */
export async function readLateness(tx: Tx): Promise<LatenessOf> {
  const rows = await tx.query<{ connector: string; seconds: number | null }>(
    `select a.connector, max(s.lateness_seconds) as seconds from alerts.app a
     left join alerts.connector_stream s on s.connector = a.connector where a.tenant = $1 group by a.connector`,
    [tx.tenant],
  )
  const known = new Map(rows.map(row => [row.connector, row.seconds === null ? USUAL_MS : row.seconds * 1000]))
  return latenessIn(known)
}

/** Over what is known of each connector, ms; one that is not known may be a day late. */
export function latenessIn(known: ReadonlyMap<string, number>): LatenessOf {
  const all = largest([...known.values()])
  return connectors => (connectors ? largest(connectors.map(connector => known.get(connector) ?? USUAL_MS)) : all)
}

function largest(found: number[]): number {
  return found.length ? Math.max(...found) : USUAL_MS
}
