import { createHash } from 'node:crypto'
import type { InventoryCommit } from '@casbah/host'
import type { GrantChanged, Severity, ThingLane, Tx } from '@casbah/kit'
import type { GrantDraft } from '@casbah/sdk'
import { cleanText, cleanTime } from '../inventory/clean-text.ts'
import { knownPeople } from '../inventory/known-people.ts'
import { laneOf } from '../inventory/lane-of.ts'
import { uuidFrom } from '../uuid.ts'

const CHUNK = 500
const RANKS: Record<Severity, number> = { INFORMATIONAL: 0, LOW: 1, MEDIUM: 2, HIGH: 3, CRITICAL: 4 }

/** Keeps what a page said of OAuth grants and tells the neighbours of those that changed. */
export async function saveGrants(tx: Tx, commit: InventoryCommit): Promise<void> {
  const { app, listing, parent, gone, replaces } = commit
  const drafts = new Map(commit.objects.flatMap(one => ('grant' in one ? [[one.grant.externalId, one.grant]] : [])))
  const all = [...drafts.values()]
  for (let from = 0; from < all.length && listing !== null; from += CHUNK)
    await saveChunk(tx, { ...commit, listing }, all.slice(from, from + CHUNK))
  if (gone.length) await end(tx, 'external_id = any($3)', app, gone)
  if (replaces && listing !== null && parent !== null)
    await end(tx, 'external_id <> all($3) and listing = $4 and parent = $5', app, [...drafts.keys()], listing, parent)
}

/** Marks up to `limit` grants of listings that were read whole gone, which the run did not see; how many. */
export async function sweepGrants(tx: Tx, app: string, run: number, whole: string[], limit: number): Promise<number> {
  const where = `id = any(array(select id from apps.oauth_grant
    where tenant = $1 and app = $2 and listing = any($3) and run < $4 and gone_at is null limit ${limit}))`
  return end(tx, where, app, whole, run)
}

async function end(tx: Tx, where: string, app: string, ...values: unknown[]): Promise<number> {
  const ended = await tx.query<{ id: string }>(
    `update apps.oauth_grant set gone_at = now(), changed_at = now()
     where tenant = $1 and app = $2 and gone_at is null and ${where} returning id::text`,
    [tx.tenant, app, ...values],
  )
  await tell(
    tx,
    ended.map(({ id }) => id),
    'live',
  )
  return ended.length
}

async function saveChunk(
  tx: Tx,
  { app, listing, parent, place }: InventoryCommit & { listing: string },
  drafts: GrantDraft[],
): Promise<void> {
  const names = new Set(drafts.flatMap(({ account }) => (account ? [account.trim()] : [])))
  const people = await knownPeople(tx, app, names)
  const rows = drafts.map(draft => {
    const account = cleanText(draft.account?.trim())
    const facts = {
      id: uuidFrom(tx.tenant, app, 'grant', draft.externalId),
      external_id: draft.externalId,
      client_id: cleanText(draft.clientId) ?? '',
      client_name: cleanText(draft.clientName) ?? draft.clientId,
      account,
      account_id: (account && people(account)?.id) ?? null,
      scopes: draft.scopes.map(scope => cleanText(scope) ?? ''),
      risk: draft.risk,
      risk_rank: RANKS[draft.risk],
      granted_at: cleanTime(draft.grantedAt),
      publisher: cleanText(draft.publisher),
    }
    return { ...facts, hash: createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32) }
  })
  const known = await tx.query<{ id: string; hash: string; gone: boolean }>(
    `select id::text, hash, gone_at is not null as gone from apps.oauth_grant
     where tenant = $1 and app = $2 and external_id = any($3) order by external_id for update`,
    [tx.tenant, app, drafts.map(({ externalId }) => externalId)],
  )
  const before = new Map(known.filter(({ gone }) => !gone).map(one => [one.id, one.hash]))
  const changed = rows.filter(row => before.get(row.id) !== row.hash)
  await write(tx, { app, listing, parent, run: place.run }, changed)
  const same = rows.filter(row => before.get(row.id) === row.hash)
  if (same.length)
    await tx.query(
      `update apps.oauth_grant set run = $3, listing = $5, parent = $6
       where tenant = $1 and app = $2 and id = any($4) and (run <> $3 or listing <> $5 or parent is distinct from $6)`,
      [tx.tenant, app, place.run, same.map(({ id }) => id), listing, parent],
    )
  await tell(
    tx,
    changed.map(({ id }) => id),
    laneOf({ place, listing }),
  )
}

async function write(
  tx: Tx,
  { app, listing, parent, run }: { app: string; listing: string; parent: string | null; run: number },
  rows: object[],
): Promise<void> {
  if (!rows.length) return
  const columns = 'client_id, client_name, account, account_id, scopes, risk, risk_rank, granted_at, publisher, hash'
  const updates = columns.split(', ').map(column => `${column} = excluded.${column}`)
  await tx.query(
    `insert into apps.oauth_grant (tenant, app, listing, parent, run, id, external_id, ${columns})
     select $1, $2, $3, $4, $5, id, external_id, ${columns} from json_to_recordset($6::json) as f (id uuid, external_id text, client_id text,
       client_name text, account text, account_id uuid, scopes json, risk text, risk_rank int, granted_at timestamptz, publisher text, hash text)
     on conflict (tenant, app, external_id) do update set listing = excluded.listing, parent = excluded.parent, run = excluded.run,
       gone_at = null, changed_at = now(), ${updates.join(', ')}`,
    [tx.tenant, app, listing, parent, run, JSON.stringify(rows)],
  )
}

async function tell(tx: Tx, ids: string[], lane: ThingLane): Promise<void> {
  if (!ids.length) return
  tx.append(
    'grant.changed',
    await tx.query<GrantChanged>(
      `select id::text, app::text, external_id as "externalId", client_id as "clientId", client_name as "clientName",
         account_id::text as "accountId", scopes, risk, (extract(epoch from granted_at) * 1000)::float8 as "grantedAt", publisher,
         gone_at is not null as gone, $3::text as lane, (extract(epoch from changed_at) * 1000)::float8 as at
       from apps.oauth_grant where tenant = $1 and id = any($2) order by id`,
      [tx.tenant, ids, lane],
    ),
  )
}
