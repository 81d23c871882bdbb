import { randomUUID } from 'node:crypto'
import type { Tx } from '@casbah/kit'

/** Finds the person behind each account: one person an e-mail and tenant. Programs have none; what was linked by hand stays. */
export async function stitch(tx: Tx, accounts: string[]): Promise<void> {
  if (!accounts.length) return
  const people = await tx.query<{ email: string; name: string | null }>(
    `select email, max(display_name) as name from apps.account
     where tenant = $1 and id = any($2) and email is not null and not is_service and not linked_by_hand group by email order by email`,
    [tx.tenant, accounts],
  )
  await tx.query(
    `insert into apps.person as p (tenant, id, email, display_name)
     select $1, * from unnest($2::uuid[], $3::text[], $4::text[])
     on conflict (tenant, email) do update set display_name = coalesce(p.display_name, excluded.display_name)`,
    [tx.tenant, people.map(() => randomUUID()), people.map(({ email }) => email), people.map(({ name }) => name)],
  )
  await tx.query(
    `update apps.account a set person = case when a.is_service then null else p.id end
     from apps.account self left join apps.person p on p.tenant = self.tenant and p.email = self.email
     where a.tenant = $1 and a.id = any($2) and not a.linked_by_hand and self.tenant = a.tenant and self.id = a.id`,
    [tx.tenant, accounts],
  )
}
