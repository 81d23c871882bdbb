import { outsideDomainsOf, PERSONAL_MAIL, type Audience, type Exposure } from '@casbah/host'
import type { ResourceChanged, ThingLane, Tx } from '@casbah/kit'
import { ownDomains } from '../inventory/own-domains.ts'

/** What the neighbours are told of resources, as they are now; `exposure` is what each was before. */
export async function resourcesChanged(
  tx: Tx,
  changed: { id: string; exposure: Exposure | null }[],
  lane: ThingLane,
): Promise<ResourceChanged[]> {
  const before = new Map(changed.map(({ id, exposure }) => [id, exposure]))
  const own = await ownDomains(tx)
  const rows = await tx.query<Omit<ResourceChanged, 'exposureBefore'> & { audience: Audience }>(
    `select id::text, app::text, external_id as "externalId", kind, name, exposure, shared_with as "sharedWith",
       owner_account::text as "ownerAccountId", (extract(epoch from modified_at) * 1000)::float8 as "modifiedAt", label,
       gone_at is not null as gone, audience, (extract(epoch from changed_at) * 1000)::float8 as at
     from apps.resource where tenant = $1 and id = any($2) order by id`,
    [tx.tenant, [...before.keys()]],
  )
  return rows.map(({ audience, ...row }) => {
    const outsideDomains = outsideDomainsOf(audience, row.sharedWith, own)
    const isSharedWithPersonalMail = outsideDomains.some(domain => PERSONAL_MAIL.has(domain))
    return { ...row, exposureBefore: before.get(row.id) ?? null, outsideDomains, isSharedWithPersonalMail, lane }
  })
}
