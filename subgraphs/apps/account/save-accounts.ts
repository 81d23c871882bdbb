import type { Tx } from '@casbah/kit'
import type { AccountDraft } from '@casbah/sdk'
import { cleanText, cleanTime } from '../inventory/clean-text.ts'
import { uuidFrom } from '../uuid.ts'
import { accountsChanged } from './account-changed.ts'
import type { AccountStatus } from './account.entity.ts'
import { stitch } from './stitch.ts'

/** An account's facts as the vendor tells them. */
interface Facts {
  id: string
  external_id: string
  email: string | null
  display_name: string | null
  status: AccountStatus
  is_admin: boolean
  is_service: boolean
  is_external: boolean
  mfa_enabled: boolean | null
  groups: string[]
}

/** Brings accounts of an app up to what the vendor says of them; tells the neighbours of those that changed. */
export async function saveAccounts(tx: Tx, app: string, drafts: AccountDraft[]): Promise<void> {
  const facts = drafts.map(draft => toFacts(tx.tenant, app, draft))
  const known = new Map((await readFacts(tx, app, facts)).map(one => [one.external_id, one]))
  const changed = facts.filter(one => differs(one, known.get(one.external_id)))
  await writeFacts(tx, app, changed)
  await writeSeen(
    tx,
    drafts.flatMap(({ lastSeenAt }, index) => {
      const at = cleanTime(lastSeenAt)
      return at ? [{ id: facts[index]!.id, at }] : []
    }),
  )
  const ids = changed.map(({ id }) => id)
  await stitch(tx, ids)
  if (ids.length) tx.append('account.changed', await accountsChanged(tx, ids))
}

/** Marks up to `limit` accounts that no listing names any more as deleted; how many. */
export async function deleteUnlisted(tx: Tx, app: string, limit: number): Promise<number> {
  const gone = await tx.query<{ id: string }>(
    `update apps.account set status = 'DELETED' where tenant = $1 and app = $2 and id = any(array(
       select a.id from apps.account a where a.tenant = $1 and a.app = $2 and a.status <> 'DELETED' and not exists (
         select 1 from apps.account_part p where p.tenant = $1 and p.app = $2 and p.external_id = a.external_id collate "C"
           and p.part->>'status' is not null) limit ${limit}))
     returning id::text`,
    [tx.tenant, app],
  )
  const ids = gone.map(({ id }) => id)
  if (ids.length) tx.append('account.changed', await accountsChanged(tx, ids))
  return ids.length
}

function toFacts(tenant: string, app: string, draft: AccountDraft): Facts {
  return {
    id: uuidFrom(tenant, app, 'account', draft.externalId),
    external_id: draft.externalId,
    email: cleanText(draft.email?.trim().toLowerCase()),
    display_name: cleanText(draft.displayName),
    status: draft.status,
    is_admin: draft.isAdmin ?? false,
    is_service: draft.isService ?? false,
    is_external: draft.isExternal ?? false,
    mfa_enabled: draft.mfaEnabled ?? null,
    groups: [...new Set((draft.groups ?? []).map(group => cleanText(group) ?? ''))].sort(),
  }
}

const differs = (now: Facts, before: Facts | undefined) => !before || JSON.stringify(now) !== JSON.stringify(before)

/** In the order of `toFacts`, so that two can be compared as text. */
function readFacts(tx: Tx, app: string, facts: Facts[]): Promise<Facts[]> {
  return tx.query<Facts>(
    `select id::text, external_id, email, display_name, status, is_admin, is_service, is_external, mfa_enabled, groups
     from apps.account where tenant = $1 and app = $2 and external_id = any($3)`,
    [tx.tenant, app, facts.map(({ external_id }) => external_id)],
  )
}

async function writeFacts(tx: Tx, app: string, facts: Facts[]): Promise<void> {
  if (!facts.length) return
  await tx.query(
    `insert into apps.account (tenant, app, id, external_id, email, display_name, status, is_admin, is_service, is_external, mfa_enabled, groups)
     select $1, $2, id, external_id, email, display_name, status, is_admin, is_service, is_external, mfa_enabled, groups
     from json_to_recordset($3::json) as f (id uuid, external_id text, email text, display_name text, status text, is_admin boolean,
       is_service boolean, is_external boolean, mfa_enabled boolean, groups json)
     on conflict (tenant, app, external_id) do update set email = excluded.email, display_name = excluded.display_name,
       status = excluded.status, is_admin = excluded.is_admin, is_service = excluded.is_service, is_external = excluded.is_external,
       mfa_enabled = excluded.mfa_enabled, groups = excluded.groups`,
    [tx.tenant, app, JSON.stringify(facts)],
  )
}

/** When an account was last seen is nothing that neighbours must hear of. */
async function writeSeen(tx: Tx, seen: { id: string; at: string }[]): Promise<void> {
  if (!seen.length) return
  await tx.query(
    `update apps.account a set last_seen_at = greatest(a.last_seen_at, s.at)
     from json_to_recordset($2::json) as s (id uuid, at timestamptz)
     where a.tenant = $1 and a.id = s.id and (a.last_seen_at is null or a.last_seen_at < s.at)`,
    [tx.tenant, JSON.stringify(seen)],
  )
}
