import type { Tx } from '@casbah/kit'

/** An account that something names by its vendor id or e-mail address. */
export interface KnownAccount {
  id: string
  isExternal: boolean
}

/** Names that are looked up at once. */
const CHUNK = 5_000

/** The accounts of an app behind vendor ids and e-mail addresses. */
export async function knownPeople(
  tx: Tx,
  app: string,
  names: ReadonlySet<string>,
): Promise<(name: string) => KnownAccount | undefined> {
  const found = new Map<string, KnownAccount>()
  const all = [...names]
  for (let from = 0; from < all.length; from += CHUNK) {
    const some = all.slice(from, from + CHUNK)
    const rows = await tx.query<{ name: string; id: string; is_external: boolean }>(
      `select external_id as name, id::text, is_external from apps.account
       where tenant = $1 and app = $2 and external_id = any($3)
       union all
       select email, id::text, is_external from apps.account
       where tenant = $1 and app = $2 and email = any($4) and status <> 'DELETED'`,
      [tx.tenant, app, some, some.flatMap(name => (name.includes('@') ? [name.toLowerCase()] : []))],
    )
    for (const { name, id, is_external } of rows) found.set(name, { id, isExternal: is_external })
  }
  return name => found.get(name) ?? found.get(name.toLowerCase())
}
