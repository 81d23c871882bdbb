import type { Database } from '@casbah/kit'
import type { SyncWish } from './app/app.entity.ts'
import type { WorkKind } from './collection/work.ts'
import type { ConsentActor } from './consent/pending-consent.ts'
import type { Lease } from './lease/lease-keeper.ts'

// Every statement of this subgraph that reaches across tenants, and no other file has one.

/** Leases of apps without a living owner, taken for `owner`; each under an epoch of its own. */
export async function takeLeases(db: Database, owner: string, seconds: number): Promise<Lease[]> {
  const { rows } = await db.system.query<{ app: string; tenant: string; epoch: string }>(
    `update apps.app_lease set owner = $1, epoch = epoch + 1, expires_at = now() + make_interval(secs => $2)
     where app in (select app from apps.app_lease where owner is null or expires_at < now() order by app limit 50 for update skip locked)
     returning app::text, tenant, epoch`,
    [owner, seconds],
  )
  return rows.map(row => ({ ...row, epoch: Number(row.epoch) }))
}

/** Renews all that `owner` has and returns them; an expired one that nobody took is still his. */
export async function renewLeases(db: Database, owner: string, seconds: number): Promise<Lease[]> {
  const { rows } = await db.system.query<{ app: string; tenant: string; epoch: string }>(
    `update apps.app_lease set expires_at = now() + make_interval(secs => $2) where owner = $1 returning app::text, tenant, epoch`,
    [owner, seconds],
  )
  return rows.map(row => ({ ...row, epoch: Number(row.epoch) }))
}

export async function releaseLeases(db: Database, owner: string): Promise<void> {
  await db.system.query('update apps.app_lease set owner = null, expires_at = null where owner = $1', [owner])
}

/** Whose a connected app is: whoever pushes events names the app alone. */
export async function tenantOfApp(db: Database, app: string): Promise<string | null> {
  const { rows } = await db.system.query<{ tenant: string }>('select tenant from apps.app_lease where app = $1', [app])
  return rows[0]?.tenant ?? null
}

/** What is to be done for apps that this host runs. */
export interface DueWork {
  app: string
  tenant: string
  kind: WorkKind
}

export async function dueWork(db: Database, apps: string[]): Promise<DueWork[]> {
  const { rows } = await db.system.query<DueWork>(
    `select app::text, tenant, kind from apps.app_work where app = any($1) and not_before <= now() order by wanted_at`,
    [apps],
  )
  return rows
}

/** Governance actions of these apps that wait for their turn, the oldest 50 of each: one app's thousand keep no other waiting. */
export async function dueActions(
  db: Database,
  apps: string[],
  now: number,
): Promise<{ id: string; app: string; tenant: string }[]> {
  const { rows } = await db.system.query<{ id: string; app: string; tenant: string }>(
    `select a.id::text, a.app::text, a.tenant from unnest($1::uuid[]) as held (app), lateral (
       select id, app, tenant from apps.governance_action
       where app = held.app and next_at <= $2 and state in ('QUEUED', 'RUNNING', 'CONFIRMING', 'UNKNOWN', 'UNDOING')
       order by created_at limit 50) as a`,
    [apps, new Date(now)],
  )
  return rows
}

/** Governance actions of every tenant that waited too long: for approval, or to be sent. */
export async function overdueActions(db: Database, now: number): Promise<{ id: string; tenant: string }[]> {
  const { rows } = await db.system.query<{ id: string; tenant: string }>(
    `select id::text, tenant from apps.governance_action where state = 'AWAITING_APPROVAL' and expires_at <= $1
     union all select id::text, tenant from apps.governance_action where state = 'QUEUED' and send_by <= $1
     order by tenant limit 500`,
    [new Date(now)],
  )
  return rows
}

/** How the operator wants these apps run. */
export interface Wanted {
  app: string
  tenant: string
  version: number
  state: string
  sync: SyncWish | null
}

export async function wantedApps(db: Database, apps: string[]): Promise<Wanted[]> {
  const { rows } = await db.system.query<Wanted>(
    'select id::text as app, tenant, version, state, sync_wish as sync from apps.app where id = any($1)',
    [apps],
  )
  return rows
}

/** Apps of all tenants whose collected data is to go. */
export async function pendingDeletions(db: Database): Promise<{ tenant: string; app: string }[]> {
  const { rows } = await db.system.query<{ tenant: string; app: string }>(
    'select tenant, id::text as app from apps.app where deletes_data order by changed_at limit 100',
  )
  return rows
}

/** Apps of every tenant that a connector reads, by configuration; the disconnected ones are read no more. */
export async function appsOfConnector(
  db: Database,
  slug: string,
): Promise<{ id: string; tenant: string; name: string; config: Record<string, unknown> }[]> {
  const { rows } = await db.system.query<{ id: string; tenant: string; name: string; config: Record<string, unknown> }>(
    `select id::text, tenant, name, config from apps.app where connector = $1 and state <> 'DISCONNECTED' order by id`,
    [slug],
  )
  return rows
}

/** Whether any app of any tenant was ever read by a connector. */
export async function hasHistory(db: Database, slug: string): Promise<boolean> {
  const { rows } = await db.system.query('select 1 from apps.app where connector = $1 limit 1', [slug])
  return rows.length > 0
}

/** A working token by the hash of its secret; the gateway does not know the tenant yet. */
export async function findToken(
  db: Database,
  hash: string,
): Promise<{ tenant: string; id: string; name: string; scopes: string[]; expiresAt: Date } | null> {
  const { rows } = await db.system.query<{
    tenant: string
    id: string
    name: string
    scopes: string[]
    expiresAt: Date
  }>(
    `select tenant, id::text, name, scopes, expires_at as "expiresAt" from apps.api_token
     where hash = $1 and revoked_at is null and expires_at > now()`,
    [hash],
  )
  return rows[0] ?? null
}

/** Notes that a token was used; at most once a minute. */
export async function touchToken(db: Database, hash: string): Promise<void> {
  await db.system.query(
    `update apps.api_token set last_used_at = date_trunc('minute', now())
     where hash = $1 and (last_used_at is null or last_used_at < date_trunc('minute', now()))`,
    [hash],
  )
}

/** Takes a consent off those that are awaited, by the hash of its state: the browser that brings it names no tenant. Each is taken once. */
export async function takeConsent(
  db: Database,
  stateHash: string,
): Promise<{ tenant: string; app: string; actor: ConsentActor; sealed: Buffer; expiresAt: Date } | null> {
  const { rows } = await db.system.query<{
    tenant: string
    app: string
    actor: ConsentActor
    sealed: Buffer
    expiresAt: Date
  }>(
    `delete from apps.consent where state_hash = $1
     returning tenant, app::text, actor, sealed, expires_at as "expiresAt"`,
    [stateHash],
  )
  return rows[0] ?? null
}
