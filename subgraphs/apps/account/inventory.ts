import type { Tx } from '@casbah/kit'
import type { AccountDraft } from '@casbah/sdk'
import type { ListedAccounts } from '../collection/connector-host.ts'
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

/** Brings an app's accounts up to what the vendor listed; tells the neighbours of those that changed. Returns how many did. */
export async function saveInventory(tx: Tx, app: string, listed: ListedAccounts): Promise<number> {
  const known = new Map((await readFacts(tx, app)).map(facts => [facts.external_id, facts]))
  const drafts = listed.accounts.map(draft => {
    // What a listing would tell that could not be read stays as it was.
    const before = listed.complete ? undefined : known.get(draft.externalId)
    return { facts: toFacts(tx.tenant, app, draft, before), seen: draft.lastSeenAt }
  })
  const changed = drafts.map(({ facts }) => facts).filter(facts => differs(facts, known.get(facts.external_id)))
  if (listed.complete) {
    const present = new Set(listed.accounts.map(draft => draft.externalId))
    for (const facts of known.values())
      if (!present.has(facts.external_id) && facts.status !== 'DELETED') changed.push({ ...facts, status: 'DELETED' })
  }
  await writeFacts(tx, app, changed)
  await writeSeen(
    tx,
    drafts.flatMap(({ facts, seen }) => (seen ? [{ id: facts.id, at: seen }] : [])),
  )
  await stitch(
    tx,
    changed.map(({ id }) => id),
  )
  if (changed.length)
    tx.append(
      'account.changed',
      await accountsChanged(
        tx,
        changed.map(({ id }) => id),
      ),
    )
  return changed.length
}

function toFacts(tenant: string, app: string, draft: AccountDraft, before: Facts | undefined): Facts {
  return {
    id: uuidFrom(tenant, app, 'account', draft.externalId),
    external_id: draft.externalId,
    email: clean(draft.email?.trim().toLowerCase()) ?? before?.email ?? null,
    display_name: clean(draft.displayName) ?? before?.display_name ?? null,
    status: draft.status,
    is_admin: draft.isAdmin ?? before?.is_admin ?? false,
    is_service: draft.isService ?? before?.is_service ?? false,
    is_external: draft.isExternal ?? before?.is_external ?? false,
    mfa_enabled: draft.mfaEnabled ?? before?.mfa_enabled ?? null,
    groups: draft.groups ? [...new Set(draft.groups.map(group => clean(group) ?? ''))].sort() : (before?.groups ?? []),
  }
}

/** Text that PostgreSQL can hold; null for none. */
const clean = (text: string | undefined) => text?.replaceAll('\0', '\ufffd').toWellFormed() || null

const differs = (now: Facts, before: Facts | undefined) => !before || JSON.stringify(now) !== JSON.stringify(before)

/** In the order of `toFacts`, so that two can be compared as text. */
function readFacts(tx: Tx, app: string): Promise<Facts[]> {
  return tx.query<Facts>(
    `select id::text, external_id, email, display_name, status, is_admin, is_service, is_external, mfa_enabled, groups
     from apps.account where tenant = $1 and app = $2`,
    [tx.tenant, app],
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
