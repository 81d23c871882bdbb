import { exposureOf, type Audience, type Exposure } from '@casbah/host'
import type { Tx } from '@casbah/kit'
import { ownDomains } from '../inventory/own-domains.ts'
import { resourcesChanged } from './resource-changed.ts'

const PAGE = 500

/** Judges the exposure of an app's next resources by the organisation's domains as they are now; the id to go on after, null at the end. */
export async function judgeExposure(tx: Tx, app: string, after: string | null): Promise<string | null> {
  const own = await ownDomains(tx)
  const rows = await tx.query<{ external_id: string; id: string; exposure: Exposure; audience: Audience }>(
    `select external_id, id::text, exposure, audience from apps.resource
     where tenant = $1 and app = $2 and external_id > $3 order by external_id limit ${PAGE} for update`,
    [tx.tenant, app, after ?? ''],
  )
  const changed = rows.flatMap(row => {
    const now = exposureOf(row.audience, own)
    return now === row.exposure ? [] : [{ ...row, now }]
  })
  if (changed.length) {
    await tx.query(
      `update apps.resource r set exposure = n.exposure, changed_at = now()
       from unnest($2::uuid[], $3::text[]) as n (id, exposure) where r.tenant = $1 and r.id = any($2) and r.id = n.id`,
      [tx.tenant, changed.map(({ id }) => id), changed.map(({ now }) => now)],
    )
    tx.append('resource.changed', await resourcesChanged(tx, changed, 'history'))
  }
  return rows.length < PAGE ? null : rows.at(-1)!.external_id
}
