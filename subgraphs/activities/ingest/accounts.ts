import type { AccountChanged, Tx } from '@casbah/kit'
import { cleanOrNull, cleanText } from './clean-text.ts'

/** What ingest knows of an account. */
export interface KnownAccount {
  id: string
  externalId: string
  email: string | null
  name: string | null
  userId: string | null
}

/** The vendor's words for somebody. */
interface Mention {
  id: string | null
  email: string | null
}

/** Accounts of a batch by what vendors call them: by id within the app, else by e-mail within the app. */
export class AccountLookup {
  private readonly byId: Map<string, KnownAccount>
  private readonly byEmail: Map<string, KnownAccount>

  private constructor(byId: Map<string, KnownAccount>, byEmail: Map<string, KnownAccount>) {
    this.byId = byId
    this.byEmail = byEmail
  }

  /** Knows nobody. */
  static readonly NONE = new AccountLookup(new Map(), new Map())

  /** Reads all accounts that the mentions can mean, in one query. */
  static async read(tx: Tx, mentions: readonly { app: string; who: Mention }[]): Promise<AccountLookup> {
    const ids = new Set<string>()
    const emails = new Set<string>()
    const apps = new Set<string>()
    for (const { app, who } of mentions) {
      if (!who.id && !who.email) continue
      apps.add(app)
      if (who.id) ids.add(who.id)
      if (who.email) emails.add(who.email)
    }
    const byId = new Map<string, KnownAccount>()
    const byEmail = new Map<string, KnownAccount>()
    if (apps.size) {
      const rows = await tx.query<KnownAccount & { app: string }>(
        `select app, id, external_id as "externalId", email, display_name as name, user_id as "userId" from (
           select * from activities.account where app = any($1) and external_id = any($2)
           union select * from activities.account where app = any($1) and email = any($3)) found order by id`,
        [[...apps], [...ids], [...emails]],
      )
      for (const { app, ...account } of rows) {
        byId.set(key(app, account.externalId), account)
        if (account.email && !byEmail.has(key(app, account.email))) byEmail.set(key(app, account.email), account)
      }
    }
    return new AccountLookup(byId, byEmail)
  }

  find(app: string, who: Mention): KnownAccount | null {
    const found = (who.id && this.byId.get(key(app, who.id))) || (who.email && this.byEmail.get(key(app, who.email)))
    return found || null
  }
}

const key = (app: string, name: string) => `${app}\0${name}`

/** Keeps the copy of accounts; the last word on an account wins. */
export async function copyAccounts(items: readonly AccountChanged[], tx: Tx): Promise<void> {
  const last = new Map(items.map(item => [item.id, item]))
  const rows = [...last.values()].map(item => ({
    id: item.id,
    app: item.app,
    external_id: cleanText(item.externalId),
    email: cleanOrNull(item.email)?.toLowerCase(),
    display_name: cleanOrNull(item.displayName),
    user_id: item.userId,
    groups: item.groups.map(group => cleanText(group).toLowerCase()),
  }))
  await tx.query(
    `insert into activities.account (tenant, id, app, external_id, email, display_name, user_id, groups)
     select current_setting('app.tenant'), r.* from json_to_recordset($1::json)
       as r(id text, app text, external_id text, email text, display_name text, user_id text, groups text[])
     on conflict (tenant, id) do update set app = excluded.app, external_id = excluded.external_id, email = excluded.email,
       display_name = excluded.display_name, user_id = excluded.user_id, groups = excluded.groups`,
    [JSON.stringify(rows)],
  )
}
