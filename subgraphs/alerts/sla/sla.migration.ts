import { protectByTenant } from '@casbah/kit'
import { Migration } from '@mikro-orm/migrations'
import { DEFAULT_TARGETS } from './targets.ts'

const DEFAULTS = Object.entries(DEFAULT_TARGETS)
  .map(([severity, { acknowledge, resolve }]) => `('${severity}', ${acknowledge}, ${resolve})`)
  .join(', ')

/** Until when alerts are to be acknowledged and resolved, and when they were; of alerts raised before by their history and the usual targets. */
export class Alerts0013Sla extends Migration {
  override up(): void {
    this.addSql(`create table alerts.sla_target (
      tenant text not null, severity text not null, acknowledge_seconds int not null, resolve_seconds int not null,
      changed_at timestamptz not null, changed_by json not null, primary key (tenant, severity),
      check (acknowledge_seconds > 0 and resolve_seconds >= acknowledge_seconds))`)
    for (const sql of protectByTenant('alerts.sla_target')) this.addSql(sql)
    this.addSql(`alter table alerts.alert add opened_at timestamptz, add acknowledge_by timestamptz, add acknowledge_risk_at timestamptz,
      add acknowledged_at timestamptz, add resolve_by timestamptz, add resolve_risk_at timestamptz, add resolved_at timestamptz`)
    // The owner of a forced table sees no row of it without a tenant; these statements are about all tenants' rows.
    for (const table of ['alert', 'alert_history'])
      this.addSql(`alter table alerts.${table} no force row level security`)
    this.addSql(
      `update alerts.alert a set opened_at = a.raised_at, resolved_at = case when a.state = 'RESOLVED' then a.raised_at end`,
    )
    this.addSql(`update alerts.alert a set
        opened_at = coalesce(h.opened, a.raised_at), acknowledged_at = h.acknowledged,
        resolved_at = case when a.state = 'RESOLVED' then coalesce(h.resolved, a.raised_at) end
      from (
        select tenant, alert,
          max(at) filter (where kind = 'STATE' and from_value = 'RESOLVED') as opened,
          min(at) filter (where (kind = 'STATE' and from_value = 'OPEN') or (kind = 'ASSIGNEE' and from_value is null)) as acknowledged,
          max(at) filter (where kind = 'STATE' and to_value = 'RESOLVED') as resolved
        from alerts.alert_history where kind in ('STATE', 'ASSIGNEE') group by tenant, alert) h
      where h.tenant = a.tenant and h.alert = a.id`)
    this.addSql(`update alerts.alert a set
        acknowledged_at = coalesce(a.acknowledged_at, a.resolved_at),
        acknowledge_by = a.raised_at + t.acknowledge * interval '1 second',
        acknowledge_risk_at = a.raised_at + t.acknowledge * interval '0.8 second',
        resolve_by = a.opened_at + t.resolve * interval '1 second', resolve_risk_at = a.opened_at + t.resolve * interval '0.8 second'
      from (values ${DEFAULTS}) as t(severity, acknowledge, resolve) where t.severity = a.severity`)
    this.addSql(`alter table alerts.alert alter opened_at set not null, alter acknowledge_by set not null, alter acknowledge_risk_at set not null,
      alter resolve_by set not null, alter resolve_risk_at set not null,
      add constraint alert_resolved_at check ((state = 'RESOLVED') = (resolved_at is not null)),
      add constraint alert_acknowledged_at check (resolved_at is null or acknowledged_at is not null),
      add due_at timestamptz generated always as (
        case when resolved_at is not null then 'infinity' when acknowledged_at is null then acknowledge_by else resolve_by end) stored`)
    for (const table of ['alert', 'alert_history']) this.addSql(`alter table alerts.${table} force row level security`)
    this.addSql('create index alert_due on alerts.alert (tenant, due_at, id)')
    this.addSql(
      'create index alert_acknowledged on alerts.alert (tenant, acknowledged_at) where acknowledged_at is not null',
    )
    this.addSql('create index alert_resolved on alerts.alert (tenant, resolved_at) where resolved_at is not null')
    this.addSql(`create index alert_acknowledge_late on alerts.alert (tenant, acknowledge_by)
      where acknowledged_at is null or acknowledged_at > acknowledge_by`)
    this.addSql(
      `create index alert_resolve_late on alerts.alert (tenant, resolve_by) where resolved_at is null or resolved_at > resolve_by`,
    )
  }
}
