import { protectByTenant } from '@casbah/kit'
import { Migration } from '@mikro-orm/migrations'

/** Rules that keep alerts from being raised, what they kept, and which matches were counted already. */
export class Alerts0012SuppressionRules extends Migration {
  override up(): void {
    this.addSql(`create table alerts.suppression_rule (
      tenant text not null, id uuid not null, name text not null, policy uuid, terms json not null, reason text not null, owner json not null,
      created_at timestamptz not null, expires_at timestamptz not null, hit_count bigint not null default 0, last_hit_at timestamptz,
      version int not null default 1, primary key (tenant, id))`)
    this.addSql('create unique index suppression_rule_name on alerts.suppression_rule (tenant, name)')
    this.addSql('create index suppression_rule_created on alerts.suppression_rule (tenant, created_at desc, id)')
    this.addSql(`create table alerts.suppression_rule_change (
      tenant text not null, rule uuid not null, version int not null, at timestamptz not null, actor json not null,
      kind text not null check (kind in ('CREATED', 'CHANGED', 'DELETED')), fields text[] not null, primary key (tenant, rule, version))`)
    this.addSql(`create table alerts.suppression_hit (
      tenant text not null, id uuid not null, at timestamptz not null, primary key (tenant, id))`)
    this.addSql('create index suppression_hit_at on alerts.suppression_hit (at)')
    this.addSql('alter table alerts.suppression add rule uuid, alter column activity drop not null')
    this.addSql('alter table alerts.backtest add suppressed int not null default 0')
    for (const table of ['suppression_rule', 'suppression_rule_change', 'suppression_hit'])
      for (const sql of protectByTenant(`alerts.${table}`)) this.addSql(sql)
  }
}
