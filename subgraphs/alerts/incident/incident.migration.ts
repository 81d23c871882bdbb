import { Migration } from '@mikro-orm/migrations'
import { protectByTenant } from '@casbah/kit'

/** What was done to incidents by hand, and which were split and stay apart. */
export class Alerts0016Incident extends Migration {
  override up(): void {
    this.addSql(`create table alerts.incident_event (
      tenant text not null, incident uuid not null, id bigint generated always as identity, at timestamptz not null, actor json not null,
      kind text not null check (kind in ('MERGED', 'SPLIT_OFF', 'SPLIT_FROM', 'REOPENED')), titles text[] not null, reason text,
      primary key (tenant, incident, id))`)
    this.addSql(`create table alerts.incident_apart (
      tenant text not null, incident uuid not null, other uuid not null, primary key (tenant, incident, other))`)
    for (const table of ['incident_event', 'incident_apart'])
      for (const sql of protectByTenant(`alerts.${table}`)) this.addSql(sql)
  }
}
