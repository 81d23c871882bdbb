import { protectByTenant } from '@casbah/kit'
import { Migration } from '@mikro-orm/migrations'

/** What policies do besides raising alerts, what connectors can do, and what was asked for already. */
export class Alerts0010Response extends Migration {
  override up(): void {
    this.addSql(`alter table alerts.policy add column responses json not null default '[]'`)
    this.addSql(`create table alerts.action_spec (
      id text primary key, connector text not null, title text not null, target text not null, effect text not null)`)
    this.addSql(`create table alerts.response (
      tenant text not null, alert uuid not null, spec text not null, target text not null, at timestamptz not null,
      primary key (tenant, alert, spec, target))`)
    for (const sql of protectByTenant('alerts.response')) this.addSql(sql)
  }
}
