import type { Exposure } from '@casbah/host'
import type { ResourceChanged, Tx } from '@casbah/kit'

/** What the neighbours are told of resources, as they are now; `exposure` is what each was before. */
export async function resourcesChanged(
  tx: Tx,
  changed: { id: string; exposure: Exposure | null }[],
): Promise<ResourceChanged[]> {
  const before = new Map(changed.map(({ id, exposure }) => [id, exposure]))
  const rows = await tx.query<Omit<ResourceChanged, 'exposureBefore' | 'modifiedAt'> & { modifiedAt: number | null }>(
    `select id::text, app::text, external_id as "externalId", kind, name, exposure, shared_with as "sharedWith",
       owner_account::text as "ownerAccountId", (extract(epoch from modified_at) * 1000)::float8 as "modifiedAt", label,
       gone_at is not null as gone
     from apps.resource where tenant = $1 and id = any($2) order by id`,
    [tx.tenant, [...before.keys()]],
  )
  return rows.map(row => ({ ...row, exposureBefore: before.get(row.id) ?? null }))
}
