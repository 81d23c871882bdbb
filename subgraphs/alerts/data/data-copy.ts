import type { DataChanged, Tx } from '@casbah/kit'

/** Keeps what databases and lists there are; of no tenant, the last word on each wins. */
export async function copyData(items: readonly DataChanged[], tx: Tx): Promise<void> {
  for (const { name, source, builtAt, entries } of items)
    await tx.query(
      `insert into alerts.data (name, source, built_at, entries) values ($1, $2, $3, $4)
       on conflict (name) do update set source = $2, built_at = $3, entries = $4`,
      [name, source, builtAt === null ? null : new Date(builtAt).toISOString(), entries],
    )
}
