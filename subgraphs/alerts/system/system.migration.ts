import { protectByTenant } from '@casbah/kit'
import { Migration } from '@mikro-orm/migrations'

/** How the reading of apps goes, what is wrong with it now, and when that was last looked at; times in epoch ms. */
export class Alerts0014System extends Migration {
  override up(): void {
    this.addSql('alter table alerts.policy drop constraint policy_kind_check')
    this.addSql(`alter table alerts.policy add constraint policy_kind_check
      check (kind in ('ACTIVITY', 'SIGMA', 'ANOMALY', 'RESOURCE', 'POSTURE', 'SYSTEM'))`)
    this.addSql(`create table alerts.app_health (
      tenant text not null, app text not null, health json not null, primary key (tenant, app))`)
    this.addSql(`create table alerts.system_condition (
      tenant text not null, policy uuid not null, key text not null, seen_at bigint not null, raised boolean not null, alert uuid, severity text not null,
      print text not null, detail json, primary key (tenant, policy, key))`)
    for (const table of ['app_health', 'system_condition'])
      for (const sql of protectByTenant(`alerts.${table}`)) this.addSql(sql)
    this.addSql('create table alerts.system_look (one boolean primary key check (one), at bigint not null)')
  }
}
