import type { AccountChanged, Tx } from '@casbah/kit'

/** What the neighbours are told of accounts, as they are now. */
export async function accountsChanged(tx: Tx, ids: string[]): Promise<AccountChanged[]> {
  return tx.query<AccountChanged>(
    `select a.id::text, a.app::text, a.external_id as "externalId", a.email, a.display_name as "displayName", a.status,
       a.is_admin as "isAdmin", a.is_service as "isService", a.is_external as "isExternal", a.is_protected as "isProtected",
       a.mfa_enabled as "mfaEnabled", a.groups, a.person::text as "userId", p.email as "userEmail", p.display_name as "userName"
     from apps.account a left join apps.person p on p.tenant = a.tenant and p.id = a.person
     where a.tenant = $1 and a.id = any($2) order by a.id`,
    [tx.tenant, ids],
  )
}
