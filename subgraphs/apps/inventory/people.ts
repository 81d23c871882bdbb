import type { AccountPart, InventoryCommit, InventoryPlace } from '@casbah/host'
import type { Tx } from '@casbah/kit'
import type { AccountDraft, GroupDraft } from '@casbah/sdk'
import { saveAccounts } from '../account/save-accounts.ts'
import { cleanText } from './clean-text.ts'

/** Accounts that are laid together in one transaction. */
const PAGE = 500

/** Keeps what a page said of accounts, groups and domains; none of it shows before it is merged. */
export async function savePeople(tx: Tx, commit: InventoryCommit): Promise<void> {
  const { app, listing, place, objects } = commit
  if (listing === null) return
  const where: Where = { app, listing, run: place.run }
  await saveParts(
    tx,
    where,
    objects.flatMap(one => ('account' in one ? [one.account] : [])),
  )
  await saveGroups(
    tx,
    where,
    objects.flatMap(one => ('group' in one ? [one.group] : [])),
  )
  await saveDomains(
    tx,
    where,
    objects.flatMap(one => ('domain' in one ? [one.domain] : [])),
  )
  if (!commit.ended) return
  for (const table of ['account_part', 'account_group', 'group_member', 'domain'])
    await tx.query(`delete from apps.${table} where tenant = $1 and app = $2 and listing = $3 and run < $4`, [
      tx.tenant,
      app,
      listing,
      place.run,
    ])
}

interface Where {
  app: string
  listing: string
  run: number
}

async function saveParts(tx: Tx, { app, listing, run }: Where, parts: AccountPart[]): Promise<void> {
  if (!parts.length) return
  const byId = new Map<string, AccountPart>()
  for (const part of parts) byId.set(part.externalId, { ...byId.get(part.externalId), ...given(part) })
  await tx.query(
    `insert into apps.account_part (tenant, app, listing, run, external_id, part)
     select $1, $2, $3, $4, * from unnest($5::text[], $6::json[])
     on conflict (tenant, app, listing, external_id) do update set run = excluded.run, part = excluded.part`,
    [tx.tenant, app, listing, run, [...byId.keys()], [...byId.values()].map(part => JSON.stringify(part))],
  )
}

/** What a row says; fields that it leaves out are left to other listings. */
function given(part: AccountPart): AccountPart {
  const fields = Object.entries(part).map(([key, value]) => [key, typeof value === 'string' ? cleanText(value) : value])
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined && value !== null)) as AccountPart
}

async function saveGroups(tx: Tx, { app, listing, run }: Where, groups: GroupDraft[]): Promise<void> {
  if (!groups.length) return
  const byId = new Map(groups.map(group => [group.externalId, group]))
  await tx.query(
    `insert into apps.account_group (tenant, app, listing, run, external_id, name, email)
     select $1, $2, $3, $4, * from unnest($5::text[], $6::text[], $7::text[])
     on conflict (tenant, app, external_id) do update set listing = excluded.listing, run = excluded.run, name = excluded.name,
       email = coalesce(excluded.email, apps.account_group.email)`,
    [
      tx.tenant,
      app,
      listing,
      run,
      [...byId.keys()],
      [...byId.values()].map(({ name, externalId }) => cleanText(name) ?? externalId),
      [...byId.values()].map(({ email }) => cleanText(email?.toLowerCase())),
    ],
  )
  const members = new Map<string, [string, string]>()
  for (const { externalId, members: some = [] } of groups)
    for (const member of some) {
      const named = memberKey(member)
      if (named) members.set(`${named}\0${externalId}`, [named, externalId])
    }
  await tx.query(
    `insert into apps.group_member (tenant, app, listing, run, member, in_group)
     select $1, $2, $3, $4, * from unnest($5::text[], $6::text[])
     on conflict (tenant, app, member, in_group) do update set listing = excluded.listing, run = excluded.run`,
    [
      tx.tenant,
      app,
      listing,
      run,
      [...members.values()].map(([one]) => one),
      [...members.values()].map(([, of]) => of),
    ],
  )
}

/** E-mail addresses have no case; the vendor's ids may. */
function memberKey(member: string): string | null {
  const text = cleanText(member.trim())
  return text && text.length <= 2_000 ? (text.includes('@') ? text.toLowerCase() : text) : null
}

async function saveDomains(tx: Tx, { app, listing, run }: Where, domains: (string | null)[]): Promise<void> {
  const names = new Set(domains.flatMap(domain => cleanText(domain?.trim().toLowerCase().slice(0, 253)) ?? []))
  await tx.query(
    `insert into apps.domain (tenant, app, listing, run, name) select $1, $2, $3, $4, * from unnest($5::text[])
     on conflict (tenant, app, name) do update set listing = excluded.listing, run = excluded.run`,
    [tx.tenant, app, listing, run, [...names]],
  )
}

/** Lays together what the listings say of the next accounts, the later over the earlier; the place behind them, null when there were none. */
export async function mergePeople(
  tx: Tx,
  app: string,
  place: InventoryPlace,
  order: string[],
): Promise<InventoryPlace | null> {
  if (!place.going) return null
  // Another version of the connector may list otherwise.
  if (place.going.merged === null)
    await tx.query('delete from apps.account_part where tenant = $1 and app = $2 and listing <> all($3)', [
      tx.tenant,
      app,
      order,
    ])
  const rows = await tx.query<{ external_id: string; listing: string; part: AccountPart }>(
    `select external_id, listing, part from apps.account_part where tenant = $1 and app = $2 and external_id = any(
       array(select distinct external_id from apps.account_part where tenant = $1 and app = $2 and external_id > $3 order by external_id limit ${PAGE}))
     order by external_id`,
    [tx.tenant, app, place.going.merged ?? ''],
  )
  const last = rows.at(-1)
  if (!last) return null
  const merged = new Map<string, AccountPart>()
  for (const row of rows.toSorted((a, b) => order.indexOf(a.listing) - order.indexOf(b.listing)))
    merged.set(row.external_id, { ...merged.get(row.external_id), ...row.part })
  // One that no listing gives a state is known by a remark only, not as a login.
  const drafts = [...merged.values()].filter((one): one is AccountDraft => one.status !== undefined)
  await saveAccounts(tx, app, await withGroups(tx, app, drafts))
  return { ...place, going: { ...place.going, merged: last.external_id } }
}

/** Accounts with the names of the groups that list them as members. */
async function withGroups(tx: Tx, app: string, drafts: AccountDraft[]): Promise<AccountDraft[]> {
  const keysOf = (draft: AccountDraft) =>
    [draft.externalId, draft.email].flatMap(name => (name ? (memberKey(name) ?? []) : []))
  const rows = await tx.query<{ member: string; name: string }>(
    `select m.member, g.name from apps.group_member m
     join apps.account_group g on g.tenant = m.tenant and g.app = m.app and g.external_id = m.in_group
     where m.tenant = $1 and m.app = $2 and m.member = any($3)`,
    [tx.tenant, app, drafts.flatMap(keysOf)],
  )
  const groups = Map.groupBy(rows, ({ member }) => member)
  return drafts.map(draft => {
    const found = keysOf(draft).flatMap(key => groups.get(key) ?? [])
    return found.length ? { ...draft, groups: [...(draft.groups ?? []), ...found.map(({ name }) => name)] } : draft
  })
}
