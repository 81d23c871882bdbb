import { Migration } from '@mikro-orm/migrations'
import { protectByTenant } from '@casbah/kit'

/**
 * What apps hold: resources, grants, groups, own domains; and where their reading stands. Vendors' ids are ordered by code point, so that a
 * listing that is read for each of them goes on where it stopped.
 */
export class Apps0003Inventory extends Migration {
  override up(): void {
    this.addSql(`create table apps.inventory (
      tenant text not null, app uuid not null, phase text not null check (phase in ('people', 'things')), place json, error json,
      changed_at timestamptz not null default now(), primary key (tenant, app, phase))`)
    this.addSql(`create table apps.change_feed (
      tenant text not null, app uuid not null, listing text not null, parent text not null collate "C", token text not null,
      read_at bigint not null, primary key (tenant, app, listing, parent))`)
    this.addSql(`create index change_feed_due on apps.change_feed (tenant, app, read_at)`)
    this.addSql(`create table apps.touched (
      tenant text not null, app uuid not null, listing text not null, external_id text not null collate "C", at bigint not null,
      primary key (tenant, app, listing, external_id))`)
    this.addSql(`create index touched_due on apps.touched (tenant, app, at)`)

    this.addSql(`create table apps.account_part (
      tenant text not null, app uuid not null, listing text not null, external_id text not null collate "C", run bigint not null,
      part json not null, primary key (tenant, app, listing, external_id))`)
    this.addSql(`create index account_part_of on apps.account_part (tenant, app, external_id)`)
    this.addSql(`create table apps.account_group (
      tenant text not null, app uuid not null, external_id text not null collate "C", listing text not null, run bigint not null,
      name text not null, email text, primary key (tenant, app, external_id))`)
    this.addSql(`create table apps.group_member (
      tenant text not null, app uuid not null, member text not null collate "C", in_group text not null collate "C", listing text not null,
      run bigint not null, primary key (tenant, app, member, in_group))`)
    this.addSql(`create table apps.domain (
      tenant text not null, app uuid not null, name text not null collate "C", listing text not null, run bigint not null,
      primary key (tenant, app, name))`)
    this.addSql(`create table apps.own_domains (
      tenant text not null primary key, by_hand json not null default '[]', names json not null default '[]',
      changed_at timestamptz not null default now())`)

    this.addSql(`create table apps.resource (
      tenant text not null, id uuid not null, app uuid not null, external_id text not null collate "C", listing text not null, parent text,
      run bigint not null,
      kind text not null check (kind in ('FILE', 'FOLDER', 'REPOSITORY', 'BUCKET', 'SITE', 'CHANNEL', 'CALENDAR', 'OTHER')),
      name text not null, url text, owner text, owner_account uuid,
      exposure text not null check (exposure in ('PRIVATE', 'INTERNAL', 'EXTERNAL', 'PUBLIC_LINK', 'PUBLIC')),
      audience json not null, shared_with json not null, modified_at timestamptz,
      order_at timestamptz not null generated always as (coalesce(modified_at, '-infinity')) stored, label text, hash text not null, gone_at timestamptz,
      changed_at timestamptz not null default now(), primary key (tenant, id), unique (tenant, app, external_id))`)
    // A column of its own, since under row level security no index serves a coalesce.
    const newest = 'order_at desc, id'
    this.addSql(`create index resource_newest on apps.resource (tenant, ${newest}) where gone_at is null`)
    this.addSql(`create index resource_of_app on apps.resource (tenant, app, ${newest}) where gone_at is null`)
    this.addSql(`create index resource_exposed on apps.resource (tenant, exposure, ${newest}) where gone_at is null`)
    this.addSql(
      `create index resource_of_owner on apps.resource (tenant, owner_account, ${newest}) where owner_account is not null`,
    )
    this.addSql(
      `create index resource_parent on apps.resource (tenant, app, listing, external_id) where gone_at is null`,
    )

    this.addSql(`create table apps.oauth_grant (
      tenant text not null, id uuid not null, app uuid not null, external_id text not null collate "C", listing text not null,
      parent text collate "C", run bigint not null, client_id text not null, client_name text not null, account text, account_id uuid,
      scopes json not null, risk text not null check (risk in ('INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
      risk_rank int not null, granted_at timestamptz, publisher text, hash text not null, gone_at timestamptz,
      changed_at timestamptz not null default now(), primary key (tenant, id), unique (tenant, app, external_id))`)
    this.addSql(
      `create index oauth_grant_riskiest on apps.oauth_grant (tenant, app, risk_rank desc, id) where gone_at is null`,
    )
    this.addSql(
      `create index oauth_grant_of_parent on apps.oauth_grant (tenant, app, listing, parent) where gone_at is null`,
    )

    this.addSql(`create index account_of_address on apps.account (tenant, app, email) where email is not null`)

    for (const table of TABLES) for (const sql of protectByTenant(`apps.${table}`)) this.addSql(sql)

    this.addSql(`alter table apps.app_work drop constraint app_work_kind_check`)
    this.addSql(
      `alter table apps.app_work add constraint app_work_kind_check check (kind in ('inventory', 'assess', 'exposure'))`,
    )
    this.addSql(`alter table apps.governance_action add column resource uuid, add column "grant" uuid, add column remembered json,
      add column approved_by json, add column rejected_by json`)
    this.addSql(
      `create index governance_of_resource on apps.governance_action (tenant, resource, created_at desc) where resource is not null`,
    )
  }
}

const TABLES = [
  'inventory',
  'change_feed',
  'touched',
  'account_part',
  'account_group',
  'group_member',
  'domain',
  'own_domains',
  'resource',
  'oauth_grant',
]
