import { Migration } from '@mikro-orm/migrations'

/** Connectors that were installed at run time. Above tenants: they serve all of them. */
export class Apps0005ConnectorPackages extends Migration {
  override up(): void {
    // The bytes themselves, so that every host has what one of them installed.
    this.addSql(`create table apps.connector_package (
      slug text not null, version text not null, name text not null, integrity text not null, tarball bytea not null,
      added_at timestamptz not null default clock_timestamp(), primary key (slug, version))`)
    this.addSql(`create table apps.connector_install (
      slug text primary key, version text not null, upgrading_since timestamptz, changed_at timestamptz not null default now())`)
    this.addSql(`create table apps.connector_description (
      key text primary key, description json not null, used_at timestamptz not null default now())`)
    this.addSql(`create table apps.connector_event (
      id bigint generated always as identity primary key, slug text not null,
      kind text not null check (kind in ('INSTALLED', 'UPGRADED', 'REMOVED', 'REFUSED')),
      version text, note text, by_whom json not null, at timestamptz not null default clock_timestamp())`)
    this.addSql(`revoke update, delete on apps.connector_event from casbah_app, casbah_system`)
  }
}
