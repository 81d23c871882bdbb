import { createHash } from 'node:crypto'
import { audienceOf, exposureOf, type Audience, type Exposure, type InventoryCommit } from '@casbah/host'
import type { ThingLane, Tx } from '@casbah/kit'
import type { ResourceDraft, ResourceKind } from '@casbah/sdk'
import { cleanText, cleanTime } from '../inventory/clean-text.ts'
import { knownPeople } from '../inventory/known-people.ts'
import { laneOf } from '../inventory/lane-of.ts'
import { ownDomains } from '../inventory/own-domains.ts'
import { uuidFrom } from '../uuid.ts'
import { resourcesChanged } from './resource-changed.ts'

/** Resources of one statement. */
const CHUNK = 500

/** A resource's facts. */
interface Facts {
  id: string
  external_id: string
  kind: ResourceKind
  name: string
  url: string | null
  owner: string | null
  owner_account: string | null
  exposure: Exposure
  audience: Audience
  shared_with: string[]
  modified_at: string | null
  label: string | null
}

interface Known extends Facts {
  hash: string
  listing: string
  parent: string | null
  gone: boolean
}

/** Keeps what a page said of resources and tells the neighbours of those that changed. */
export async function saveResources(tx: Tx, commit: InventoryCommit): Promise<void> {
  const { app, listing, gone } = commit
  const drafts = new Map(
    commit.objects.flatMap(one => ('resource' in one ? [[one.resource.externalId, one.resource]] : [])),
  )
  const all = [...drafts.values()]
  for (let from = 0; from < all.length && listing !== null; from += CHUNK)
    await saveChunk(tx, { ...commit, listing }, all.slice(from, from + CHUNK))
  if (!gone.length) return
  const ended = await tx.query<{ id: string; exposure: Exposure }>(
    `update apps.resource set gone_at = now(), changed_at = now()
     where tenant = $1 and app = $2 and external_id = any($3) and gone_at is null returning id::text, exposure`,
    [tx.tenant, app, gone],
  )
  await tell(tx, ended, 'live')
}

/** Marks up to `limit` resources of listings that were read whole gone, which the run did not see; how many. */
export async function sweepResources(
  tx: Tx,
  app: string,
  run: number,
  whole: string[],
  limit: number,
): Promise<number> {
  const ended = await tx.query<{ id: string; exposure: Exposure }>(
    `update apps.resource set gone_at = now(), changed_at = now() where tenant = $1 and id = any(array(
       select id from apps.resource where tenant = $1 and app = $2 and listing = any($3) and run < $4 and gone_at is null limit ${limit}))
     returning id::text, exposure`,
    [tx.tenant, app, whole, run],
  )
  await tell(tx, ended, 'live')
  return ended.length
}

async function saveChunk(
  tx: Tx,
  { app, listing, parent, place, overlay }: InventoryCommit & { listing: string },
  drafts: ResourceDraft[],
): Promise<void> {
  const known = await readKnown(
    tx,
    app,
    drafts.map(({ externalId }) => externalId),
  )
  const people = await knownPeople(tx, app, namesIn(drafts))
  const own = await ownDomains(tx)
  const rows = drafts.map(draft => {
    const before = known.get(draft.externalId)
    const facts = toFacts(tx.tenant, app, draft, overlay ? before : undefined, before, people, own)
    const from = overlay && before ? before : { listing, parent }
    return { before, row: { ...facts, hash: hashOf(facts), listing: from.listing, parent: from.parent } }
  })
  const isNew = ({ before, row }: (typeof rows)[number]) =>
    !before || before.gone || before.hash !== row.hash || before.exposure !== row.exposure
  const changed = rows.filter(isNew)
  await write(
    tx,
    app,
    place.run,
    changed.map(({ row }) => row),
  )
  const same = rows.filter(one => !isNew(one)).map(({ row }) => row.id)
  if (overlay)
    await tx.query('update apps.resource set run = $3 where tenant = $1 and app = $2 and id = any($4) and run <> $3', [
      tx.tenant,
      app,
      place.run,
      same,
    ])
  else
    await tx.query(
      `update apps.resource set run = $3, listing = $5, parent = $6
       where tenant = $1 and app = $2 and id = any($4) and (run <> $3 or listing <> $5 or parent is distinct from $6)`,
      [tx.tenant, app, place.run, same, listing, parent],
    )
  await tell(
    tx,
    changed.map(({ row, before }) => ({ id: row.id, exposure: before?.exposure ?? null })),
    laneOf({ place, listing }),
  )
}

function namesIn(drafts: ResourceDraft[]): Set<string> {
  const names = new Set<string>()
  for (const { owner, access = [] } of drafts) {
    if (owner) names.add(owner.trim())
    for (const { to, name, isExternal } of access)
      if (to === 'user' && name && isExternal === undefined) names.add(name.trim())
  }
  return names
}

function toFacts(
  tenant: string,
  app: string,
  draft: ResourceDraft,
  under: Known | undefined,
  before: Known | undefined,
  people: Awaited<ReturnType<typeof knownPeople>>,
  own: ReadonlySet<string>,
): Facts {
  const owner = cleanText(draft.owner?.trim()) ?? under?.owner ?? null
  const seen = draft.access
    ? audienceOf(draft.access, owner ?? undefined, name => people(name)?.isExternal)
    : { audience: before?.audience ?? {}, sharedWith: before?.shared_with ?? [] }
  return {
    id: uuidFrom(tenant, app, 'resource', draft.externalId),
    external_id: draft.externalId,
    kind: draft.kind,
    name: cleanText(draft.name) ?? under?.name ?? draft.externalId,
    url: cleanText(draft.url) ?? under?.url ?? null,
    owner,
    owner_account: (draft.owner ? people(draft.owner.trim())?.id : under?.owner_account) ?? null,
    exposure: exposureOf(seen.audience, own),
    audience: seen.audience,
    shared_with: seen.sharedWith.flatMap(name => cleanText(name) ?? []),
    modified_at: cleanTime(draft.modifiedAt) ?? under?.modified_at ?? null,
    label: cleanText(draft.label) ?? under?.label ?? null,
  }
}

/** Exposure follows from the audience and from the organisation's domains, which may change without the vendor. */
const hashOf = ({ exposure: _, ...facts }: Facts) =>
  createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32)

/** In the order of ids, so that two writers cannot wait for each other. */
async function readKnown(tx: Tx, app: string, ids: string[]): Promise<Map<string, Known>> {
  const rows = await tx.query<Omit<Known, 'modified_at'> & { modified_at: Date | string | null }>(
    `select id::text, external_id, kind, name, url, owner, owner_account::text, exposure, audience, shared_with, modified_at, label,
       hash, listing, parent, gone_at is not null as gone
     from apps.resource where tenant = $1 and app = $2 and external_id = any($3) order by external_id for update`,
    [tx.tenant, app, ids],
  )
  return new Map(
    rows.map(row => [
      row.external_id,
      { ...row, modified_at: row.modified_at === null ? null : new Date(row.modified_at).toISOString() },
    ]),
  )
}

async function write(
  tx: Tx,
  app: string,
  run: number,
  rows: (Facts & { hash: string; listing: string; parent: string | null })[],
): Promise<void> {
  if (!rows.length) return
  const columns =
    'id, external_id, listing, parent, kind, name, url, owner, owner_account, exposure, audience, shared_with, modified_at, label, hash'
  const updates = columns
    .split(', ')
    .slice(2)
    .map(column => `${column} = excluded.${column}`)
  await tx.query(
    `insert into apps.resource (tenant, app, run, ${columns})
     select $1, $2, $3, ${columns} from json_to_recordset($4::json) as f (id uuid, external_id text, listing text, parent text, kind text,
       name text, url text, owner text, owner_account uuid, exposure text, audience json, shared_with json, modified_at timestamptz,
       label text, hash text)
     on conflict (tenant, app, external_id) do update set run = excluded.run, gone_at = null, changed_at = now(), ${updates.join(', ')}`,
    [tx.tenant, app, run, JSON.stringify(rows)],
  )
}

/** Tells the neighbours of resources, each with its exposure before. */
async function tell(tx: Tx, changed: { id: string; exposure: Exposure | null }[], lane: ThingLane): Promise<void> {
  if (changed.length) tx.append('resource.changed', await resourcesChanged(tx, changed, lane))
}
