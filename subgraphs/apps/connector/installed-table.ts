import type { Caller, Tx } from '@casbah/kit'

/** A version of an installed connector that is kept, its tarball left out. */
export interface KeptPackage {
  name: string
  integrity: string
}

/** Versions of one connector that are kept to roll back to. */
const KEPT = 10

/** Which version of each installed connector runs. */
export async function installedVersions(tx: Tx): Promise<{ slug: string; version: string }[]> {
  return tx.query('select slug, version from apps.connector_install order by slug')
}

/** The version that runs, its row locked; null when none is installed under the slug. */
export async function installedVersion(tx: Tx, slug: string): Promise<string | null> {
  const [found] = await tx.query<{ version: string }>(
    'select version from apps.connector_install where slug = $1 for update',
    [slug],
  )
  return found?.version ?? null
}

export async function keptPackage(tx: Tx, slug: string, version: string): Promise<KeptPackage | null> {
  const [found] = await tx.query<KeptPackage>(
    'select name, integrity from apps.connector_package where slug = $1 and version = $2',
    [slug, version],
  )
  return found ?? null
}

/** Bytes of a kept version; null when it is not kept. */
export async function keptTarball(
  tx: Tx,
  slug: string,
  version: string,
): Promise<{ integrity: string; tarball: Buffer } | null> {
  const [found] = await tx.query<{ integrity: string; tarball: Buffer }>(
    'select integrity, tarball from apps.connector_package where slug = $1 and version = $2',
    [slug, version],
  )
  return found ?? null
}

/** Makes a version the one that runs, and keeps its package; the oldest beyond ten are dropped. */
export async function runVersion(
  tx: Tx,
  slug: string,
  version: string,
  kept: { name: string; integrity: string; tarball: Uint8Array },
): Promise<void> {
  await tx.query(
    `insert into apps.connector_package (slug, version, name, integrity, tarball) values ($1, $2, $3, $4, $5)
     on conflict (slug, version) do update set added_at = clock_timestamp()`,
    [slug, version, kept.name, kept.integrity, Buffer.from(kept.tarball)],
  )
  await tx.query(
    `insert into apps.connector_install (slug, version) values ($1, $2)
     on conflict (slug) do update set version = $2, upgrading_since = null, changed_at = now()`,
    [slug, version],
  )
  await tx.query(
    `delete from apps.connector_package where slug = $1 and version not in (
       select version from apps.connector_package where slug = $1 order by added_at desc limit $2)`,
    [slug, KEPT],
  )
}

/** Takes the right to upgrade a connector, for two minutes at most, lest a host that dies keeps it; false while somebody else has it. */
export async function claimUpgrade(tx: Tx, slug: string): Promise<boolean> {
  const claimed = await tx.query(
    `update apps.connector_install set upgrading_since = now()
     where slug = $1 and (upgrading_since is null or upgrading_since < now() - interval '2 minutes') returning 1`,
    [slug],
  )
  return claimed.length > 0
}

export async function endUpgrade(tx: Tx, slug: string): Promise<void> {
  await tx.query('update apps.connector_install set upgrading_since = null where slug = $1', [slug])
}

/** Whether a connector is listed as one that could not be loaded, by whichever host and however long ago. */
export async function isListedFailed(tx: Tx, slug: string): Promise<boolean> {
  const found = await tx.query(`select 1 from apps.connector where slug = $1 and state = 'FAILED'`, [slug])
  return found.length > 0
}

/** Takes such a one off the list. */
export async function unlist(tx: Tx, slug: string, by: Caller['actor']): Promise<void> {
  await tx.query(`delete from apps.connector where slug = $1 and state = 'FAILED'`, [slug])
  await noteConnectorEvent(tx, { slug, kind: 'REMOVED', version: null, note: null, by })
}

/** Writes into the platform's audit log, which grows and never changes. */
export async function noteConnectorEvent(
  tx: Tx,
  event: {
    slug: string
    kind: 'INSTALLED' | 'UPGRADED' | 'REMOVED' | 'REFUSED'
    version: string | null
    note: string | null
    by: Caller['actor']
  },
): Promise<void> {
  const { slug, kind, version, note, by } = event
  await tx.query('insert into apps.connector_event (slug, kind, version, note, by_whom) values ($1, $2, $3, $4, $5)', [
    slug,
    kind,
    version,
    note?.slice(0, 2_000) ?? null,
    JSON.stringify({ kind: by.kind, id: by.id, name: by.name }),
  ])
}
