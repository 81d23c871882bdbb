import { Apps0008GovernanceTarget } from './governance/precedence.migration.ts'
import { Apps0007GovernanceChain } from './governance-log/governance-chain.migration.ts'
import { Apps0011Found } from './app/found.migration.ts'
import { Migration } from '@mikro-orm/migrations'
import { protectByTenant } from '@casbah/kit'
import { Apps0005ConnectorPackages } from './connector/connector.migration.ts'
import { Apps0010Health } from './health/health.migration.ts'
import { Apps0006Governance } from './governance/governance.migration.ts'
import { Apps0003Inventory } from './inventory/inventory.migration.ts'

/** Apps and all that belongs to them. Text with CHECK instead of enums, since under row level security an index serves only text. */
class Apps0001 extends Migration {
  override up(): void {
    this.addSql(
      `create table apps.tenant (id text primary key, name text not null, created_at timestamptz not null default now())`,
    )
    this.addSql(`create table apps.connector (
      slug text primary key, state text not null check (state in ('LOADED', 'FAILED', 'DISABLED', 'UPGRADING')),
      description json not null, card_hash text not null, changed_at timestamptz not null default now())`)
    this.addSql(`create table apps.app_lease (
      app uuid primary key, tenant text not null, owner text, epoch bigint not null default 0, expires_at timestamptz)`)

    this.addSql(`create table apps.api_token (
      tenant text not null, id uuid not null, name text not null, hash text not null, prefix text not null, scopes json not null,
      created_by json not null, created_at timestamptz not null default now(), expires_at timestamptz not null,
      last_used_at timestamptz, revoked_at timestamptz, primary key (tenant, id))`)
    // The gateway knows a secret's hash before it knows the tenant.
    this.addSql(`create unique index api_token_hash on apps.api_token (hash)`)
    this.addSql(`create unique index api_token_name on apps.api_token (tenant, name) where revoked_at is null`)

    this.addSql(`create table apps.app (
      tenant text not null, id uuid not null, name text not null, connector text not null,
      state text not null check (state in ('AWAITING_CONSENT', 'SYNCING', 'HEALTHY', 'DEGRADED', 'AUTH_FAILED', 'PAUSED', 'DISCONNECTED')),
      problem json, config json not null, auth_kind text not null, backfill_since timestamptz, connected_at timestamptz not null,
      last_event_at timestamptz, last_sync_at timestamptz, version int not null default 1, sync_wish json,
      open_alerts int not null default 0, score double precision, changed_at timestamptz not null default now(),
      primary key (tenant, id))`)
    this.addSql(`create unique index app_name on apps.app (tenant, name) where state <> 'DISCONNECTED'`)
    this.addSql(`create index app_by_name on apps.app (tenant, (lower(name)), id)`)

    this.addSql(`create table apps.credential (
      tenant text not null, app uuid not null, sealed bytea not null, changed_at timestamptz not null default now(), primary key (tenant, app))`)

    this.addSql(`create table apps.app_stream (
      tenant text not null, app uuid not null, stream text not null,
      state text not null check (state in ('IDLE', 'RUNNING', 'THROTTLED', 'FAILED', 'PAUSED')),
      last_error json, rate_limit json, changed_at timestamptz not null default now(), primary key (tenant, app, stream))`)
    this.addSql(`create table apps.checkpoint (
      tenant text not null, app uuid not null, stream text not null, partition text not null, cursor text, watermark bigint, seen json not null,
      backfill json, rows bigint not null, rejected bigint not null, newest_at timestamptz, changed_at timestamptz not null default now(),
      primary key (tenant, app, stream, partition))`)
    this.addSql(`create table apps.quarantine (
      tenant text not null, id bigint generated always as identity, app uuid not null, stream text not null, reason text not null,
      raw text not null, at timestamptz not null, primary key (tenant, id))`)
    this.addSql(`create table apps.app_work (
      tenant text not null, app uuid not null, kind text not null check (kind in ('inventory', 'assess')), argument json not null,
      wanted_at timestamptz not null default clock_timestamp(), not_before timestamptz not null default now(), attempts int not null default 0,
      primary key (tenant, app, kind))`)

    this.addSql(`create table apps.person (
      tenant text not null, id uuid not null, email text not null, display_name text, primary key (tenant, id), unique (tenant, email))`)
    this.addSql(`create table apps.account (
      tenant text not null, id uuid not null, app uuid not null, external_id text not null, email text, display_name text,
      status text not null check (status in ('ACTIVE', 'INVITED', 'SUSPENDED', 'DELETED', 'UNKNOWN')),
      is_admin boolean not null, is_service boolean not null, is_external boolean not null, is_protected boolean not null default false,
      mfa_enabled boolean, groups json not null, last_seen_at timestamptz, person uuid, linked_by_hand boolean not null default false,
      primary key (tenant, id), unique (tenant, app, external_id))`)
    this.addSql(`create index account_by_email on apps.account (tenant, (coalesce(email, '')), id)`)
    this.addSql(`create index account_by_person on apps.account (tenant, person) where person is not null`)

    this.addSql(`create table apps.governance_action (
      tenant text not null, id uuid not null, spec text not null, app uuid not null, account uuid,
      state text not null check (state in ('AWAITING_APPROVAL', 'QUEUED', 'RUNNING', 'CONFIRMING', 'UNKNOWN', 'SUCCEEDED', 'FAILED',
        'REJECTED', 'CANCELLED', 'EXPIRED', 'UNDOING', 'UNDONE')),
      dry_run boolean not null, requested_by json not null, reason text not null, policy text, alert text, parameters json not null,
      request json, result text, error json, undoable boolean not null default false, attempts int not null default 0,
      next_at timestamptz not null default now(), created_at timestamptz not null default clock_timestamp(), finished_at timestamptz,
      changed_at timestamptz not null default clock_timestamp(), primary key (tenant, id))`)
    this.addSql(`create index governance_by_time on apps.governance_action (tenant, created_at desc, id)`)
    this.addSql(`create index governance_open on apps.governance_action (app, next_at)
      where state in ('QUEUED', 'RUNNING', 'CONFIRMING', 'UNKNOWN', 'UNDOING')`)
    this.addSql(`create table apps.governance_event (
      tenant text not null, id bigint generated always as identity, action uuid not null, state text not null, by_whom json not null,
      note text, at timestamptz not null default clock_timestamp(), primary key (tenant, id))`)

    this.addSql(`create table apps.idempotency (
      tenant text not null, key text not null, answer json, at timestamptz not null default now(), primary key (tenant, key))`)

    for (const table of TENANT_TABLES) for (const sql of protectByTenant(`apps.${table}`)) this.addSql(sql)
    // The governance log grows and never changes.
    this.addSql(`revoke update, delete on apps.governance_event from casbah_app, casbah_system`)
  }
}

/** Sign-ins that a vendor renews, consents that are awaited, and when credentials end. */
class Apps0004Consent extends Migration {
  override up(): void {
    this.addSql(`alter table apps.credential add session bytea`)
    this.addSql(`alter table apps.app add credentials_expire_at timestamptz`)
    // The browser that comes back from the vendor knows the state alone, so its hash is unique above tenants.
    this.addSql(`create table apps.consent (
      tenant text not null, app uuid not null, state_hash text not null unique, actor json not null, sealed bytea not null,
      expires_at timestamptz not null, created_at timestamptz not null default now(), primary key (tenant, app))`)
    for (const sql of protectByTenant('apps.consent')) this.addSql(sql)
  }
}

const TENANT_TABLES = [
  'api_token',
  'app',
  'credential',
  'app_stream',
  'checkpoint',
  'quarantine',
  'app_work',
  'person',
  'account',
  'governance_action',
  'governance_event',
  'idempotency',
]

/** Spans that are read again, beside the first backfill; numbers of equal rows at the cursor; apps whose data goes. */
class Apps0002Streams extends Migration {
  override up(): void {
    this.addSql('alter table apps.checkpoint add column reread json, add column equal json')
    this.addSql('alter table apps.app add column deletes_data boolean not null default false')
    this.addSql('create index app_deletions on apps.app (changed_at) where deletes_data')
  }
}

export const MIGRATIONS = [
  Apps0001,
  Apps0002Streams,
  Apps0003Inventory,
  Apps0004Consent,
  Apps0005ConnectorPackages,
  Apps0006Governance,
  Apps0007GovernanceChain,
  Apps0008GovernanceTarget,
  Apps0010Health,
  Apps0011Found,
]
