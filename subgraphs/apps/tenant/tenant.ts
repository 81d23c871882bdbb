import type { Database } from '@casbah/kit'

/** Makes a tenant, or gives it another name. */
export async function seedTenant(db: Database, tenant: { id: string; name: string }): Promise<void> {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(tenant.id))
    throw new Error(`${tenant.id} is no tenant id. Use up to 63 lower-case letters, digits and hyphens.`)
  await db.write(tenant.id, tx =>
    tx.query(`insert into apps.tenant (id, name) values ($1, $2) on conflict (id) do update set name = excluded.name`, [
      tenant.id,
      tenant.name,
    ]),
  )
}
